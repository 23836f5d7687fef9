/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads every record and discards it. No consumer can read the topic faster. */
final class PollContender extends PolledContender {

  PollContender(Assignment assignment) {
    super(assignment);
  }

  @Override
  public void prepare() {
    // It has no tables.
  }

  @Override
  void work(
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      KafkaConsumer<byte[], byte[]> from,
      AtomicLong finished) {
    long number = 0;
    for (ConsumerRecord<byte[], byte[]> one : records) {
      number += one.value().length > 0 ? 1 : 0;
    }
    finished.addAndGet(number);
  }
}
