/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.admin.key.Outcome;

/**
 * A receipt as it was written: what a subscription did with one delivery of an event.
 *
 * @param instance the process that handled it
 * @param at time of the receipt, by the database's clock
 */
public record Handled(
    String subscription,
    UUID eventId,
    String type,
    long sequence,
    Outcome outcome,
    String topic,
    int partition,
    long offset,
    String instance,
    Instant at) {}
