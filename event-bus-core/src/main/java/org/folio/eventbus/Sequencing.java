/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** Where an event's sequence comes from, and so what it can tell. */
public enum Sequencing {
  /**
   * Its producer has numbered the events of its key without a gap: what is missing is noticed, and
   * two numbers of a stream and key can be compared wherever the events have lain.
   */
  NUMBERED,
  /**
   * Its producer gives no numbers; the sequence is its offset on Kafka plus one. It grows within
   * the key, with holes that mean nothing, and can only be compared with others of the same
   * partition, which the event's stream names.
   */
  BY_OFFSET
}
