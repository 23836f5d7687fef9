/* SPDX-License-Identifier: Apache-2.0 */
/** Subscriptions: poll thread, lanes, batches, cursors and receipts. */
@NullMarked
package org.folio.eventbus.consume;

import org.jspecify.annotations.NullMarked;
