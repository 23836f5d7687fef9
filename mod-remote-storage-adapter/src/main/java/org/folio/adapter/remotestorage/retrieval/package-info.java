/* SPDX-License-Identifier: Apache-2.0 */
/** Items that a remote storage has to send out. */
@NullMarked
package org.folio.adapter.remotestorage.retrieval;

import org.jspecify.annotations.NullMarked;
