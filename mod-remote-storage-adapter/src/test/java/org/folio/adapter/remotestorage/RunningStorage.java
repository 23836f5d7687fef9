/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;

/**
 * The running module with tenant diku, a producer of log records, and inventory storage's topic.
 */
public final class RunningStorage implements AutoCloseable {

  public static final Duration LIMIT = Duration.ofSeconds(30);
  public static final TenantId DIKU = new TenantId("diku");
  public static final String RETRIEVALS = "/remote-storage/retrievals";
  public static final String ACCESSIONS = "/remote-storage/accessions";
  static final String TABLES = "diku_mod_remote_storage_adapter";

  private final Vertx vertx = Vertx.vertx();
  private final EventBusSettings bus;
  private final KafkaProducer<byte[], byte[]> inventory;
  public final EventBus producer;
  private final ModuleProcess module;
  private final ModuleUnderTest requests;

  public RunningStorage(
      KafkaBroker kafka, DatabaseCoordinates database, RemoteStorageSettings settings) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    bus = EventBusSettings.from(variables);
    producer = producer(vertx, bus);
    inventory =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    RemoteStorageAdapter adapter = new RemoteStorageAdapter(settings);
    module = get(ModuleProcess.start(adapter, bus, 0));
    requests = new ModuleUnderTest(module.port(), adapter.product(), database);
    requests.enableTenant();
  }

  /** A started producer of circulation's log records, with tenant diku enabled. */
  static EventBus producer(Vertx vertx, EventBusSettings settings) {
    EventBus producer =
        EventBus.builder(vertx, settings, "mod-test-producer")
            .catalog(EventCatalog.circulationLog())
            .publish(EventCatalog.circulationLog().streams())
            .build();
    get(producer.start());
    get(producer.tenants().enable(DIKU));
    return producer;
  }

  public static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Not completed within " + LIMIT, e);
    }
  }

  static EventDraft draft(UUID id, JsonObject payload) {
    return new EventDraft(
        id, EventCatalog.LOG_RECORD, payload, Instant.now(), Correlation.NONE, null);
  }

  /** Publishes a log record and returns the id of the event. */
  public UUID publish(JsonObject payload) {
    UUID id = UUID.randomUUID();
    get(
        producer
            .pool()
            .withTransaction(
                tx -> producer.publisher().publish(tx, DIKU, List.of(draft(id, payload)))));
    return id;
  }

  /** Publishes a log record and waits until the module has applied it. */
  public void applied(JsonObject payload) {
    UUID id = publish(payload);
    await().atMost(LIMIT).until(() -> !outcome(id).isEmpty());
    assertThat(outcome(id)).as(cause(id)).isEqualTo("APPLIED");
  }

  /** Publishes a log record that cannot be applied; returns the cause. */
  public String parked(JsonObject payload) {
    UUID id = publish(payload);
    await().atMost(LIMIT).until(() -> !outcome(id).isEmpty());
    assertThat(outcome(id)).isEqualTo("PARKED");
    return cause(id);
  }

  private String cause(UUID id) {
    return sql("SELECT cause FROM {tables}.event_parked WHERE event_id = '%s'".formatted(id))
        .stream()
        .map(row -> String.valueOf(row.getString("cause")))
        .findFirst()
        .orElse("");
  }

  /** The outcome of an event in the module; empty if there is none yet. */
  public String outcome(UUID id) {
    RowSet<Row> receipts =
        sql(
            "SELECT outcome FROM {tables}.event_receipt WHERE event_id = '%s' ORDER BY recorded_at"
                .formatted(id));
    return receipts.rowCount() == 0 ? "" : receipts.iterator().next().getString("outcome");
  }

  /** Sends a record as inventory storage does. */
  public void inventorySends(JsonObject itemRecord) {
    inventorySends(Samples.INSTANCE, itemRecord);
  }

  /** Sends a record as inventory storage does, under the given key, the instance's id. */
  public void inventorySends(String key, JsonObject itemRecord) {
    var sent =
        new ProducerRecord<>(
            bus.environment() + ".diku.inventory.item", bytes(key), bytes(itemRecord.encode()));
    sent.headers().add("x-okapi-tenant", bytes("diku"));
    inventory.send(sent);
    inventory.flush();
  }

  /** The number of item records that the module has finished with the outcome. */
  public long itemRecords(String outcome) {
    return sql("SELECT FROM {tables}.event_receipt WHERE subscription = 'accession-items' AND outcome = '%s'"
            .formatted(outcome))
        .rowCount();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public HttpResponse<String> send(String method, String path, String body) {
    return requests.send(method, path, body);
  }

  /** Adds the storage and its location. */
  public void hasStorage(JsonObject configuration) {
    HttpResponse<String> added =
        send("POST", "/remote-storage/configurations", configuration.encode());
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    HttpResponse<String> mapped =
        send("POST", "/remote-storage/mappings", Samples.mapping().encode());
    assertThat(mapped.statusCode()).as(mapped.body()).isEqualTo(201);
  }

  /** The records of a queue. */
  public List<JsonObject> all(String path) {
    HttpResponse<String> answer = send("GET", path + (path.contains("?") ? "" : "?limit=1000"), "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject page = new JsonObject(answer.body());
    String name = path.startsWith(RETRIEVALS) ? "retrievals" : "accessions";
    return page.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
  }

  /** Runs a statement; {@code {tables}} stands for the module's schema. */
  public RowSet<Row> sql(String statement) {
    return get(producer.pool().query(statement.replace("{tables}", TABLES)).execute());
  }

  @Override
  public void close() {
    module.close();
    inventory.close();
    get(producer.close());
    get(vertx.close());
  }
}
