/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/** The running module with tenant diku, and a producer of log records. */
public final class RunningAudit implements AutoCloseable {

  public static final Duration LIMIT = Duration.ofSeconds(60);
  public static final TenantId DIKU = new TenantId("diku");
  public static final String LOGS = "/audit-data/circulation/logs";
  static final String TABLES = "diku_mod_audit_adapter";

  private final Vertx vertx = Vertx.vertx();
  public final EventBus producer;
  private final ModuleProcess module;
  private final ModuleUnderTest requests;

  public RunningAudit(KafkaBroker kafka, DatabaseCoordinates database, AuditSettings settings) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    EventBusSettings bus = EventBusSettings.from(variables);
    producer = producer(vertx, bus);
    AuditAdapter adapter = new AuditAdapter(settings);
    module = get(ModuleProcess.start(adapter, bus, 0));
    requests = new ModuleUnderTest(module.port(), adapter.product(), database);
    requests.enableTenant();
  }

  /** A started producer of both streams, with tenant diku enabled. */
  static EventBus producer(Vertx vertx, EventBusSettings settings) {
    EventBus producer =
        EventBus.builder(vertx, settings, "mod-test-producer")
            .catalog(AuditStreams.CATALOG)
            .publish(AuditStreams.CATALOG.streams())
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

  /** A log record as a draft on the stream of its producer. */
  public static EventDraft draft(UUID id, JsonObject payload, Instant time) {
    boolean circulation =
        EventCatalog.circulationLog()
            .violations(EventCatalog.LOG_RECORD, payload.encode())
            .isEmpty();
    return new EventDraft(
        id,
        EventCatalog.LOG_RECORD,
        circulation ? EventCatalog.CIRCULATION_LOG : EventCatalog.FEES_FINES_LOG,
        payload,
        time,
        Correlation.NONE,
        null);
  }

  public void publish(List<EventDraft> drafts) {
    get(producer.pool().withTransaction(tx -> producer.publisher().publish(tx, DIKU, drafts)));
  }

  public void publish(JsonObject payload) {
    publish(List.of(draft(UUID.randomUUID(), payload, Instant.now())));
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    return requests.send(method, path, body, headers);
  }

  /** The answer to a query; parameters such as {@code &limit=1} may follow it. */
  public JsonObject find(String cql, String parameters) {
    HttpResponse<String> answer = send("GET", LOGS + "?query=" + encoded(cql) + parameters, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  public List<JsonObject> find(String cql) {
    return find(cql, "&limit=1000").getJsonArray("logRecords").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Runs a statement; {@code {tables}} stands for the module's schema. */
  public RowSet<Row> sql(String statement) {
    return get(producer.pool().query(statement.replace("{tables}", TABLES)).execute());
  }

  /** Counts the rows of the log that meet a condition. */
  public long number(String where) {
    return sql("SELECT count(*) FROM {tables}.circulation_log WHERE " + where)
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public void close() {
    module.close();
    get(producer.close());
    get(vertx.close());
  }
}
