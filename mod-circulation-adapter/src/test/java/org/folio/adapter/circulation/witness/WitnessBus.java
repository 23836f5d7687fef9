/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.adapter.circulation.witness.round.Round;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.jspecify.annotations.Nullable;

/**
 * The adapter's bus with its witness, whose rounds begin when a test says so, and the producer of
 * loan storage.
 */
final class WitnessBus implements AutoCloseable {

  static final TenantId DIKU = new TenantId("diku");
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Beyond every wait, also that of items that age to lost. */
  static final Duration AFTER_ALL_WAITS = Duration.ofMinutes(11);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final String REQUEST = "482913/circulation;077120/loan-storage";

  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus;
  private final EventBusSettings settings;
  private final Round round;
  private final KafkaProducer<byte[], byte[]> storage;
  private int sent;

  WitnessBus(
      KafkaBroker kafka,
      DatabaseCoordinates database,
      WitnessSettings witnessed,
      OkapiSettings okapi) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "3");
    settings = EventBusSettings.from(variables);
    Witness witness = new Witness(witnessed, okapi);
    EventBusBuilder builder =
        EventBus.builder(vertx, settings, "mod-circulation-adapter")
            .publish(EventCatalog.circulation().streams())
            .catalog(EventCatalog.circulation().and(Witness.RECORDS));
    witness.describe(builder);
    bus = builder.build();
    round = witness.round(vertx, bus);
    storage =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    get(bus.start());
    get(bus.tenants().enable(DIKU));
  }

  EventBus bus() {
    return bus;
  }

  Vertx vertx() {
    return vertx;
  }

  /** Lets the tenant have had the witness since a time. */
  void installedAt(Instant time) {
    query("UPDATE \"{schema}\".witness_tenant SET installed_at = '" + time + "'");
  }

  /** Sends a record as storage does. */
  void record(JsonObject value) {
    record(value, REQUEST);
  }

  void record(JsonObject value, String request) {
    JsonObject data = value.getJsonObject("data");
    JsonObject loan = data.getJsonObject("new", data.getJsonObject("old"));
    String key = loan == null ? new UUID(0, 0).toString() : loan.getString("id");
    var kafkaRecord =
        new ProducerRecord<>(
            settings.environment() + ".diku.circulation.loan",
            null,
            null,
            bytes(key),
            bytes(value.encode()));
    kafkaRecord
        .headers()
        .add("folio.tenantId", bytes("diku"))
        .add("x-okapi-tenant", bytes("diku"))
        .add("x-okapi-token", bytes("very-secret-token"))
        .add("x-okapi-request-id", bytes(request));
    storage.send(kafkaRecord);
    sent++;
  }

  /** Waits until the witness has seen all records. */
  void awaitRecords() {
    storage.flush();
    await()
        .atMost(LIMIT)
        .until(
            () -> count("event_receipt", "subscription = '" + Witness.SUBSCRIPTION + "'") == sent);
  }

  List<PublishedEvent> publish(EventDraft... drafts) {
    return publish(List.of(drafts));
  }

  List<PublishedEvent> publish(List<EventDraft> drafts) {
    return get(bus.pool().withTransaction(tx -> bus.publisher().publish(tx, DIKU, drafts)));
  }

  /** Looks as if it were later. */
  void round(Duration ahead) {
    get(round.run(DIKU, ahead, true));
  }

  /** Begins to look as if it were later. */
  Future<Void> begin(Duration ahead) {
    return round.run(DIKU, ahead, true);
  }

  /** Completes when a transaction waits for a lock that the given one has. */
  Future<Void> awaitLockWaiter(SqlConnection tx) {
    // Within a transaction PostgreSQL shows the sessions as they were at the first look.
    return tx.query("SELECT pg_stat_clear_snapshot()")
        .execute()
        .compose(
            cleared ->
                tx.query(
                        "SELECT count(*) AS n FROM pg_stat_activity"
                            + " WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")
                    .execute())
        .compose(
            rows ->
                rows.iterator().next().getLong("n") > 0
                    ? Future.succeededFuture()
                    : vertx
                        .timer(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(again -> awaitLockWaiter(tx)));
  }

  List<JsonObject> findings() {
    return query(
        """
        SELECT f.kind, f.loan_id::text AS loan, f.type, f.rule, f.request_id, f.origin, f.restated,
               f.event_id::text AS event, f.derived_event_id::text AS derived, f.resolution,
               f.explanation, stored.payload, stored.headers::text AS headers
          FROM "{schema}".witness_finding AS f
          LEFT JOIN (SELECT id, payload, headers FROM "{schema}".event_outbox
               UNION ALL SELECT id, payload, headers FROM "{schema}".event_journal) AS stored
            ON stored.id = f.derived_event_id
         ORDER BY f.position""");
  }

  List<JsonObject> findings(FindingKind kind) {
    return findings().stream().filter(one -> one.getString("kind").equals(kind.name())).toList();
  }

  /** All published events in their order. */
  List<JsonObject> published() {
    return query(
        """
        SELECT id::text AS id, type, aggregateid AS key, sequence, payload, headers::text AS headers
          FROM (SELECT id, type, aggregateid, sequence, payload, headers
                  FROM "{schema}".event_outbox
                UNION ALL
                SELECT id, type, aggregateid, sequence, payload, headers
                  FROM "{schema}".event_journal) AS stored
         ORDER BY key, sequence""");
  }

  long count(String table, String condition) {
    return query("SELECT count(*) AS n FROM \"{schema}\"." + table + " WHERE " + condition)
        .get(0)
        .getLong("n");
  }

  List<JsonObject> query(String sql) {
    return get(
        bus.pool()
            .query(sql.replace("{schema}", bus.schema().of(DIKU)))
            .execute()
            .map(
                rows -> {
                  List<JsonObject> result = new ArrayList<>();
                  rows.forEach(row -> result.add(row.toJson()));
                  return result;
                }));
  }

  <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + LIMIT, e);
    }
  }

  private static byte[] bytes(@Nullable String text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    storage.close();
    get(bus.close());
    get(vertx.close());
  }
}
