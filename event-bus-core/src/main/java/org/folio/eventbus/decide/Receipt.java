/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import org.folio.eventbus.Event;
import org.folio.eventbus.admin.key.Outcome;

/**
 * A receipt to write: the outcome of an event, and its position on Kafka.
 *
 * @param event the event
 * @param outcome what the subscription did with it
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record Receipt(Event event, Outcome outcome, String topic, int partition, long offset) {

  /** The same receipt with another outcome. */
  public Receipt withOutcome(Outcome other) {
    return new Receipt(event, other, topic, partition, offset);
  }
}
