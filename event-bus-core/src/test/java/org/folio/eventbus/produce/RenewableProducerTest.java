/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RenewableProducerTest {

  private static final ProducerRecord<byte[], byte[]> RECORD =
      new ProducerRecord<>("topic", new byte[] {1});

  private final RenewableProducer producers =
      new RenewableProducer(
          () ->
              new MockProducer<>(
                  false, null, new ByteArraySerializer(), new ByteArraySerializer()));

  @Test
  void producerInAFatalStateIsMadeAnew() {
    MockProducer<byte[], byte[]> fenced = mock();
    fenced.sendException = new KafkaException("at least one previous request has failed");
    assertThat(producers.send(fenced, RECORD).failed()).isTrue();

    assertThat(fenced.closed()).isTrue();
    assertThat(mock()).isNotSameAs(fenced);
  }

  @Test
  void producerThatCannotSendOneRecordIsKept() {
    MockProducer<byte[], byte[]> producer = mock();
    var sent = producers.send(producer, RECORD);
    producer.errorNext(new TimeoutException("no acknowledgement"));

    assertThat(sent.failed()).isTrue();
    assertThat(mock()).isSameAs(producer);
  }

  @Test
  void whatADiscardedProducerHoldsIsNotSentByTheNext() {
    Producer<byte[], byte[]> useless = producers.current();
    producers.send(useless, RECORD);
    producers.discard(useless);

    assertThat(producers.send(useless, RECORD).failed()).isTrue();
    assertThat(mock().history()).isEmpty();
  }

  @Test
  void afterTheEndThereIsNone() {
    producers.close(Duration.ZERO);

    assertThatThrownBy(producers::current).hasMessageContaining("closed");
  }

  private MockProducer<byte[], byte[]> mock() {
    return (MockProducer<byte[], byte[]>) producers.current();
  }
}
