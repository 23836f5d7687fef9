/* SPDX-License-Identifier: Apache-2.0 */
/** Moves events from the outbox to Kafka and stores their position in the journal. */
@NullMarked
package org.folio.eventbus.relay;

import org.jspecify.annotations.NullMarked;
