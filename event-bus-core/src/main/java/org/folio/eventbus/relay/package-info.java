/* SPDX-License-Identifier: Apache-2.0 */
/** Moves events from the outbox to Kafka and notes their place in the journal. */
@NullMarked
package org.folio.eventbus.relay;

import org.jspecify.annotations.NullMarked;
