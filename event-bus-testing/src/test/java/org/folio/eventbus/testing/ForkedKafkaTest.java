/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForkedKafkaTest {

  @Test
  void acknowledgedRecordsSurviveKillAndStop() throws Exception {
    List<String> values = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
    try (ForkedKafka broker = ForkedKafka.builder().start()) {
      String address = broker.bootstrapServers();
      long pid = broker.pid();
      broker.createTopic("loans", 1);
      Records.produce(broker, "loans", values);

      broker.kill();
      assertThat(ProcessHandle.of(pid)).isEmpty();
      assertThat(broker.running()).isFalse();
      broker.start();

      assertThat(broker.pid()).isNotEqualTo(pid);
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(Records.readAll(broker, "loans")).isEqualTo(values);

      broker.stop();
      assertThat(broker.running()).isFalse();
      broker.start();

      assertThat(Records.readAll(broker, "loans")).isEqualTo(values);
    }
  }
}
