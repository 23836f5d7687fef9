/* SPDX-License-Identifier: Apache-2.0 */
/** Cursors, receipts, parked events and gaps of a subscription, in one transaction. */
@NullMarked
package org.folio.eventbus.store;

import org.jspecify.annotations.NullMarked;
