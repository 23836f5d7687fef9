/* SPDX-License-Identifier: Apache-2.0 */
/** The queues of remote storages, kept from the event bus. */
@NullMarked
package org.folio.adapter.remotestorage;

import org.jspecify.annotations.NullMarked;
