/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;
import static org.folio.eventbus.TestBus.checkOut;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.parked.ParkedKey;
import org.folio.eventbus.admin.parked.Release;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Laws L6 and L7 on the producing side: brokers refuse an event. */
@WithEventBusServers
class RefusedEventTest {

  private static final int SMALL = 4_000;
  private static final int LARGE = 1_000_000;

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final UUID user = UUID.randomUUID();
  private final Measured measured = new Measured();
  private TestBus bus;

  RefusedEventTest(KafkaBroker kafka, DatabaseCoordinates database) {
    this.kafka = kafka;
    this.settings = TestBus.settings(kafka, database);
  }

  @BeforeEach
  void start() {
    bus = TestBus.producer(settings, measured);
    bus.query("TRUNCATE \"{schema}\".event_outbox, \"{schema}\".event_journal");
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void parksWithItsFollowersWhileOtherKeysFlowAndIsReleasedInOrder() throws Exception {
    limitRecords(SMALL);
    PublishedEvent refused = bus.publish(large(user)).get(0);
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "parked_cause IS NOT NULL") == 1);
    bus.publish(checkOut(user, UUID.randomUUID()));
    bus.publish(checkOut(UUID.randomUUID(), UUID.randomUUID()));

    await().atMost(LIMIT).until(() -> bus.count("event_journal", "true") == 1);
    ParkedKey parked = bus.get(bus.bus().admin().parked().keys(DIKU)).get(0);
    assertThat(parked.subscription()).isEqualTo(Subscription.PRODUCING_SIDE);
    assertThat(parked.key()).isEqualTo(user.toString());
    assertThat(parked.events()).isEqualTo(2);
    assertThat(parked.eventId()).isEqualTo(refused.id());
    assertThat(measured.value(MetricNames.REFUSED, MetricNames.TENANT, "diku")).isEqualTo(1);
    measured.awaitValue(
        2, MetricNames.PARKED, MetricNames.SUBSCRIPTION, Subscription.PRODUCING_SIDE);
    assertThat(measured.value(MetricNames.OUTBOX)).as("is told of as parked").isZero();

    limitRecords(LARGE);
    bus.release(
        Subscription.PRODUCING_SIDE,
        new StreamKey(EventCatalog.LOAN_EVENTS, user.toString()),
        new Justification("The limit is raised", "operator"));
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "true") == 0);
    List<JsonObject> journal =
        bus.query(
            "SELECT sequence FROM \"{schema}\".event_journal WHERE aggregateid = '"
                + user
                + "' ORDER BY kafka_offset");
    assertThat(journal).extracting(row -> row.getLong("sequence")).containsExactly(1L, 2L);
    assertThat(bus.count("event_operation_log", "reason = 'The limit is raised'")).isEqualTo(1);
  }

  @Test
  void keysThatBrokersRefuseForOneCauseAreReleasedTogether() throws Exception {
    limitRecords(SMALL);
    bus.publish(large(user), large(UUID.randomUUID()), checkOut(user, UUID.randomUUID()));
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "parked_cause IS NOT NULL") == 2);
    limitRecords(LARGE);
    ParkedActions parked = bus.bus().admin().parked();
    String cause = bus.get(parked.causes(DIKU)).get(0).cause();

    Release released =
        bus.get(
            parked.releaseCause(
                DIKU,
                Subscription.PRODUCING_SIDE,
                cause,
                0,
                Long.MAX_VALUE,
                new Justification("a test", "tester"),
                false));

    assertThat(released.result().outcome()).isEqualTo(ActionOutcome.DONE);
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "true") == 0);
    assertThat(bus.count("event_journal", "true")).isEqualTo(3);
  }

  /**
   * A wrong clock is no property of an event; after its correction no operator has to release
   * anything.
   */
  @Test
  void timeThatBrokersRefuseParksNothing() throws Exception {
    set(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, 0);
    bus.publish(TestBus.checkOuts(user, 50));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(bus.get(bus.bus().health()).warnings())
                    .anySatisfy(
                        warning ->
                            assertThat(warning)
                                .contains("a clock is wrong", "agrees with PostgreSQL's")));
    assertThat(bus.count("event_outbox", "parked_cause IS NOT NULL")).isZero();

    set(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.MAX_VALUE);
    await().atMost(LIMIT).until(() -> bus.count("event_outbox", "true") == 0);
    assertThat(
            bus.query(
                "SELECT sequence FROM \"{schema}\".event_journal WHERE aggregateid = '"
                    + user
                    + "' ORDER BY kafka_offset"))
        .extracting(row -> row.getLong("sequence"))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
  }

  private static EventDraft large(UUID user) {
    EventDraft draft = checkOut(user, UUID.randomUUID());
    draft.payload().put("itemId", UUID.randomUUID().toString()).put("note", "x".repeat(SMALL));
    return draft;
  }

  private void limitRecords(int bytes) throws Exception {
    set(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes);
  }

  private void set(String name, long value) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, bus.topic());
      AlterConfigOp setting =
          new AlterConfigOp(new ConfigEntry(name, Long.toString(value)), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(setting))).all().get();
    }
  }
}
