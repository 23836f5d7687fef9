/* SPDX-License-Identifier: Apache-2.0 */
/** The queue of items that a remote storage has to send out. */
@NullMarked
package org.folio.adapter.remotestorage.retrieval;

import org.jspecify.annotations.NullMarked;
