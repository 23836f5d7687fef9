/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A module observes its publications and may declare a fact as already published. */
@WithEventBusServers
class PublicationWatchTest {

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final List<EventDraft> seen = new ArrayList<>();
  private final Map<UUID, PublishedEvent> told = new HashMap<>();
  private final UUID user = UUID.randomUUID();
  private TestBus bus;

  PublicationWatchTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    settings = TestBus.settings(kafka, postgres.newDatabase());
  }

  @BeforeEach
  void start() {
    bus =
        TestBus.producer(
            settings,
            builder ->
                builder.watch(
                    (tx, schema, events) -> {
                      seen.addAll(events);
                      return Future.succeededFuture(Map.copyOf(told));
                    }));
  }

  @AfterEach
  void close() {
    bus.close();
  }

  @Test
  void newEventsAreSeenOnceWithIdAndCompletePayload() {
    EventDraft named = TestBus.checkOut(user, UUID.randomUUID()).withId(UUID.randomUUID());
    EventDraft nameless = TestBus.checkOut(user, UUID.randomUUID());
    bus.publish(named, nameless);
    bus.publish(named);

    assertThat(seen).hasSize(2);
    assertThat(seen).extracting(EventDraft::id).doesNotContainNull().contains(named.id());
    assertThat(seen)
        .allMatch(draft -> draft.payload().getJsonObject("metadata").containsKey("createdDate"));
  }

  @Test
  void factThatWasToldIsARepetitionAndLeavesNoGap() {
    PublishedEvent first = bus.publish(TestBus.checkOut(user, UUID.randomUUID())).get(0);
    EventDraft again = TestBus.checkOut(user, UUID.randomUUID()).withId(UUID.randomUUID());
    told.put(again.id(), first);
    List<PublishedEvent> answers = bus.publish(again, TestBus.checkIn(user, UUID.randomUUID()));

    assertThat(answers.get(0)).isEqualTo(first.asRepeated());
    assertThat(answers.get(1).repeated()).isFalse();
    assertThat(answers.get(1).sequence()).isEqualTo(2);
  }

  @Test
  void originOfADerivedEventIsAHeader() {
    Correlation derived = new Correlation("1/circulation", null, null, "circulation.loan-3@41");
    bus.publish(TestBus.checkOut(user, UUID.randomUUID()).withCorrelation(derived));

    var origin =
        TopicReader.read(kafka, bus.topic(), 1).get(0).headers().lastHeader("ce_derivedfrom");
    assertThat(new String(origin.value())).isEqualTo("circulation.loan-3@41");
  }
}
