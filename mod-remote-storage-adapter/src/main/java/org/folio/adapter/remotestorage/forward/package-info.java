/* SPDX-License-Identifier: Apache-2.0 */
/** Delivers log records to a deployed mod-remote-storage. */
@NullMarked
package org.folio.adapter.remotestorage.forward;

import org.jspecify.annotations.NullMarked;
