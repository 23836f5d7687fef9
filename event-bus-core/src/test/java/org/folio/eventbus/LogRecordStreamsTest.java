/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.TestBus.DIKU;
import static org.folio.eventbus.TestBus.LIMIT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** One type on two streams: the publisher chooses the stream, and a subscription reads both. */
@WithEventBusServers
class LogRecordStreamsTest {

  private static final List<String> STREAMS =
      List.of(EventCatalog.CIRCULATION_LOG, EventCatalog.FEES_FINES_LOG);
  private static final EventCatalog CATALOG =
      EventCatalog.circulationLog().and(EventCatalog.feesFinesLog());

  @Test
  void moduleThatSubscribesToBothStreamsGetsTheRecordsOfBothModules(
      KafkaBroker kafka, PostgresServer postgres) throws IOException {
    EventBusSettings settings = TestBus.settings(kafka, postgres.newDatabase());
    Queue<Event> handled = new ConcurrentLinkedQueue<>();
    TransactionalHandler handler =
        (batch, tx) -> {
          handled.addAll(batch.events());
          return Future.succeededFuture();
        };
    try (TestBus bus =
        TestBus.of(
            settings,
            builder -> {
              builder.catalog(CATALOG).publish(STREAMS);
              for (String stream : STREAMS) {
                builder.subscribe(
                    new Subscription(
                        stream.replace('.', '-'),
                        stream,
                        Set.of(EventCatalog.LOG_RECORD),
                        handler,
                        SubscriptionPolicy.DEFAULT));
              }
              return builder;
            })) {
      bus.get(bus.bus().start());
      bus.get(bus.bus().tenants().enable(DIKU));

      assertThatThrownBy(
              () -> bus.publish(EventDraft.of(EventCatalog.LOG_RECORD, example("logLoan"))))
          .hasMessageContaining(
              "stream must be one that carries LOG_RECORD: circulation.log-records, feesfines.log-records");
      bus.publish(
          EventDraft.of(EventCatalog.LOG_RECORD, example("logLoan"))
              .onStream(EventCatalog.CIRCULATION_LOG),
          EventDraft.of(EventCatalog.LOG_RECORD, example("logFeeFine"))
              .onStream(EventCatalog.FEES_FINES_LOG),
          EventDraft.of(EventCatalog.LOG_RECORD, example("logManualBlock"))
              .onStream(EventCatalog.FEES_FINES_LOG));
      assertThatThrownBy(
              () ->
                  bus.publish(
                      EventDraft.of(EventCatalog.LOG_RECORD, example("logFeeFine"))
                          .onStream(EventCatalog.CIRCULATION_LOG)))
          .hasMessageContaining("payload.logEventType must be one of");

      await().atMost(LIMIT).until(() -> handled.size() == 3);
      assertThat(handled)
          .extracting(event -> event.stream() + " " + event.json().getString("logEventType"))
          .containsExactlyInAnyOrder(
              "circulation.log-records LOAN",
              "feesfines.log-records FEE_FINE",
              "feesfines.log-records MANUAL_BLOCK_CREATED_EVENT");
    }
  }

  @Test
  void recordWithoutAnyIdIsAloneInTheKeyOfItsOwnId(KafkaBroker kafka, PostgresServer postgres) {
    try (TestBus bus =
        TestBus.of(
            TestBus.settings(kafka, postgres.newDatabase()),
            builder ->
                builder
                    .catalog(EventCatalog.circulationLog())
                    .publish(List.of(EventCatalog.CIRCULATION_LOG)))) {
      bus.get(bus.bus().start());
      bus.get(bus.bus().tenants().enable(DIKU));
      JsonObject bare =
          new JsonObject()
              .put("logEventType", "CHECK_IN_EVENT")
              .put("servicePointId", "c4c90014-c8c9-4ade-8f24-b5e313319f4b");
      PublishedEvent event = bus.publish(EventDraft.of(EventCatalog.LOG_RECORD, bare)).get(0);

      assertThat(event.key()).isEqualTo(event.id().toString());
      assertThat(event.sequence()).isEqualTo(1);
    }
  }

  private static JsonObject example(String name) throws IOException {
    return new JsonObject(
        Files.readString(Path.of("..", "ramls", "examples", name + ".sample.json")));
  }
}
