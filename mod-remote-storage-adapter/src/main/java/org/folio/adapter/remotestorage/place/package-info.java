/* SPDX-License-Identifier: Apache-2.0 */
/** Remote storages, and the locations that belong to them. */
@NullMarked
package org.folio.adapter.remotestorage.place;

import org.jspecify.annotations.NullMarked;
