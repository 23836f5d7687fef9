/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @Test
  void restartKeepsPortAndRecords() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.builder().start()) {
      String address = broker.bootstrapServers();
      broker.createTopic("loans", 1);
      Records.produce(broker, "loans", List.of("a"));

      broker.stop();
      assertThat(broker.running()).isFalse();
      broker.start();

      assertThat(broker.running()).isTrue();
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(Records.readAll(broker, "loans")).containsExactly("a");
    }
  }

  @Test
  void givenFolderIsReusedByTheNextBroker(@TempDir Path folder) throws Exception {
    int port = FreePorts.next();
    try (EmbeddedKafka first = EmbeddedKafka.builder().dataFolder(folder).port(port).start()) {
      first.createTopic("loans", 1);
      Records.produce(first, "loans", List.of("a", "b"));
    }

    try (EmbeddedKafka second = EmbeddedKafka.builder().dataFolder(folder).port(port).start()) {
      assertThat(second.port()).isEqualTo(port);
      assertThat(Records.readAll(second, "loans")).containsExactly("a", "b");
    }
  }

  @Test
  void startLeavesNoTopicAndTopicsAreNotCreatedByUse() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.builder().start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).isEmpty();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> admin.describeTopics(List.of("never-created")).allTopicNames().get())
          .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void refusesToStartOnceClosed() {
    EmbeddedKafka broker = EmbeddedKafka.builder().start();
    broker.close();

    assertThatIllegalStateException().isThrownBy(broker::start).withMessageContaining("closed");
  }

  @Test
  void refusesAPortThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddedKafka.builder().port(70_000))
        .withMessageContaining("70000");
  }
}
