/* SPDX-License-Identifier: Apache-2.0 */
/** The routes of the queues. */
@NullMarked
package org.folio.adapter.remotestorage.queue;

import org.jspecify.annotations.NullMarked;
