/* SPDX-License-Identifier: Apache-2.0 */
/** Keeps the queues of remote storages from the event bus. */
@NullMarked
package org.folio.adapter.remotestorage;

import org.jspecify.annotations.NullMarked;
