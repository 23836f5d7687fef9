/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.time.Duration;

/**
 * A transaction that a producer has not ended. Consumers cannot read beyond its first record.
 *
 * @param producerId the brokers' id of the producer
 * @param firstOffset the first offset of the transaction on this partition
 * @param age time since its latest record here, by the producer's clock
 */
public record OpenTransaction(long producerId, long firstOffset, Duration age) {

  /** Describes the problem of a partition and the remedy. */
  public String sentence(String partition) {
    return "producer %s has left a transaction open on %s at offset %s, its latest record is %s s old, and no reader gets past it; end that producer, or abort it with kafka-transactions.sh"
        .formatted(producerId, partition, firstOffset, age.toSeconds());
  }
}
