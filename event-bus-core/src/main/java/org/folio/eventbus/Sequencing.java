/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** The origin of an event's sequence, and so what the sequence can tell. */
public enum Sequencing {
  /**
   * Its producer numbers the events of each key without a gap: a missing number is detected, and
   * two numbers of a stream and key are comparable whichever partition holds the events.
   */
  NUMBERED,
  /**
   * Its producer gives no numbers; the sequence is the offset on Kafka plus one. It grows within
   * the key, with meaningless holes, and is only comparable within the same partition, which the
   * event's stream names.
   */
  BY_OFFSET
}
