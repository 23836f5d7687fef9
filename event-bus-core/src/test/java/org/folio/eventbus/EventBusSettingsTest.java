/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.base.settings.SettingsException;
import org.junit.jupiter.api.Test;

class EventBusSettingsTest {

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of("DB_DATABASE", "okapi_modules", "DB_USERNAME", "folio", "DB_PASSWORD", "secret"));

  @Test
  void defaultsAreThoseOfFolio() {
    EventBusSettings settings = EventBusSettings.from(variables);

    assertThat(settings.environment()).isEqualTo("folio");
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(settings.kafka().replicationFactor()).isEqualTo(1);
    assertThat(settings.database().port()).isEqualTo(5432);
  }

  @Test
  void severalBrokersShareThePort() {
    variables.put("KAFKA_HOST", "kafka-1,kafka-2:9093");
    variables.put("KAFKA_PORT", "9094");

    assertThat(EventBusSettings.from(variables).kafka().bootstrapServers())
        .isEqualTo("kafka-1:9094,kafka-2:9093");
  }

  @Test
  void everyWrongVariableIsNamedWithItsValueAndWhatIsExpected() {
    variables.put("KAFKA_PORT", "ninety");
    variables.put("ENV", "my env");
    variables.put("REPLICATION_FACTOR", "0");
    variables.put("EVENT_TOPICS", "native");
    variables.remove("DB_PASSWORD");

    assertThatThrownBy(() -> EventBusSettings.from(variables))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "KAFKA_PORT is \"ninety\"; expected a whole number from 1 to 65535.",
                        "ENV is \"my env\"; expected letters, digits, hyphens and underscores.",
                        "REPLICATION_FACTOR is \"0\"; expected a whole number from 1 to 32767.",
                        "EVENT_TOPICS is \"native\"; expected stream, per-type or both.",
                        "DB_PASSWORD is not set; expected the password of the database user."));
  }

  @Test
  void oneTopicForManyTenantsIsRefusedWhereRevocationsStopOneOfThem() {
    variables.put("KAFKA_PRODUCER_TENANT_COLLECTION", "ALL");
    assertThat(EventBusSettings.from(variables).kafka().tenantCollection()).contains("ALL");
    variables.put("EVENT_PLATFORM", "eureka");

    assertThatThrownBy(() -> EventBusSettings.from(variables))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .startsWith("KAFKA_PRODUCER_TENANT_COLLECTION cannot be used"));
  }

  @Test
  void topicsAreThoseOfStreamsUnlessOthersAreAskedFor() {
    assertThat(EventBusSettings.from(variables).kafka().topics()).isEqualTo(TopicChoice.STREAM);
    variables.put("EVENT_TOPICS", "per-type");
    assertThat(EventBusSettings.from(variables).kafka().topics()).isEqualTo(TopicChoice.PER_TYPE);
    variables.put("EVENT_TOPICS", "both");
    assertThat(EventBusSettings.from(variables).kafka().topics()).isEqualTo(TopicChoice.BOTH);
  }

  @Test
  void passwordIsNeverPartOfAText() {
    assertThat(EventBusSettings.from(variables).toString()).doesNotContain("secret");
  }
}
