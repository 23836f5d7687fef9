/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.time.Duration;

/**
 * A transaction that a producer has not ended. Nobody reads what lies behind its first record.
 *
 * @param producerId as brokers know the producer
 * @param firstOffset of the transaction on this partition
 * @param age since its latest record here, by the producer's clock
 */
public record OpenTransaction(long producerId, long firstOffset, Duration age) {

  /** What to say about it, and what to do, for a partition. */
  public String sentence(String partition) {
    return "producer %s has left a transaction open on %s at offset %s, its latest record is %s s old, and no reader passes it; end that producer, or abort it with kafka-transactions.sh"
        .formatted(producerId, partition, firstOffset, age.toSeconds());
  }
}
