/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.adapter.patronblocks.push.PushedEvents;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.module.ModuleServer;
import org.folio.eventbus.okapi.push.Inbox;
import org.folio.eventbus.okapi.tenant.TenantRoutes;
import org.folio.eventbus.okapi.testing.TenantTables;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.TenantCaller;

/** The module on a real database, with tenant diku enabled and a double of the users interface. */
public final class RunningAdapter implements AutoCloseable {

  public static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration USERS_TIMEOUT = Duration.ofSeconds(1);

  // The cursors of subscriptions, which answers about patrons read.
  private static final String BUS_TABLES = "org/folio/eventbus/changelog.sql";

  public final Vertx vertx = Vertx.vertx();
  public final WireMockServer okapi =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  public final Pool pool;
  public final Inbox inbox;
  private final ModuleServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public RunningAdapter(DatabaseCoordinates database) {
    okapi.start();
    TenantTables tables =
        new TenantTables(database, PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU));
    pool = tables.pool(vertx);
    SchemaMigration migration =
        tables.migration(BUS_TABLES, CqlQuery.CHANGELOG, PatronBlocksAdapter.CHANGELOG);
    inbox = new Inbox(pool, PatronBlocksAdapter.SCHEMA, new PushedEvents());
    OkapiClient users =
        new OkapiClient(
            vertx, OkapiSettings.NONE, new OkapiTimeouts(Duration.ofSeconds(1), USERS_TIMEOUT));
    server =
        new ModuleServer(
            vertx,
            0,
            List.of(
                new TenantRoutes(
                    vertx,
                    pool,
                    PatronBlocksAdapter.SCHEMA,
                    new SchemaLifecycle(vertx, migration, PatronBlocksAdapter.SCHEMA),
                    new ProgressWatch()),
                new PatronBlocksRoutes(
                    new TenantDatabase(pool, PatronBlocksAdapter.SCHEMA),
                    admin(database),
                    users,
                    Clock.systemUTC(),
                    inbox)));
    await(server.start());
    tenant("{\"module_to\":\"mod-patron-blocks-adapter-0.1.0\"}");
  }

  // The bus is not started: it reads no topic, and uses the same tables as the routes.
  private EventBusAdmin admin(DatabaseCoordinates database) {
    return EventBus.builder(
            vertx,
            EventBusSettings.from(FolioEnvironment.of(database)),
            PatronBlocksAdapter.SCHEMA.module())
        .build()
        .admin();
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Not completed within " + LIMIT, e);
    }
  }

  public void tenant(String body) {
    new TenantCaller(URI.create("http://localhost:" + server.actualPort()), okapi.baseUrl())
        .call(LoanHistory.DIKU.value(), body);
  }

  /** Applies the events in one transaction, as a subscription does. */
  public void apply(List<Event> events) {
    String schema = PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU);
    EventBatch batch = new EventBatch(LoanHistory.DIKU, schema, events);
    await(
        pool.withTransaction(
            tx ->
                new PatronLoanProjection()
                    .handle(batch, tx)
                    .compose(loans -> new FeeFineProjection().handle(batch, tx))));
  }

  public RowSet<Row> sql(String statement) {
    String schema = PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU);
    return await(pool.query(statement.replace("%s", schema).replace("%1$s", schema)).execute());
  }

  /** Pushes an event, as mod-pubsub does. */
  public HttpResponse<String> push(Event event) {
    String name = event.type().toLowerCase(Locale.ROOT).replace('_', '-');
    return send("POST", "/automated-patron-blocks/handlers/" + name, event.payload());
  }

  /** Waits until all pushed events are applied. */
  public void applyPushed() {
    await(inbox.apply(LoanHistory.DIKU));
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  public JsonObject json(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  public JsonArray openLoans(UUID userId) {
    return json("/user-summary/" + userId).getJsonArray("openLoans");
  }

  public HttpResponse<String> send(String method, String path, String body) {
    return send(method, path, body, LoanHistory.DIKU.value(), "application/json");
  }

  public HttpResponse<String> sendAs(UUID user, String method, String path, String body) {
    return send(
        request(method, path, body, LoanHistory.DIKU.value(), "application/json")
            .header(OkapiHeaders.USER_ID, user.toString()));
  }

  /** Posts as mode forward does. */
  public HttpResponse<String> deliver(String path, String body) {
    return send(
        request("POST", path, body, LoanHistory.DIKU.value(), "application/json")
            .header(EventDelivery.DELIVERY, "circulation.loan-events"));
  }

  public HttpResponse<String> send(
      String method, String path, String body, String tenant, String contentType) {
    return send(request(method, path, body, tenant, contentType));
  }

  private HttpRequest.Builder request(
      String method, String path, String body, String tenant, String contentType) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path))
        .timeout(LIMIT)
        .header(OkapiHeaders.TENANT, tenant)
        .header(OkapiHeaders.URL, okapi.baseUrl())
        .header(OkapiHeaders.TOKEN, "a.secret.token")
        .header(OkapiHeaders.REQUEST_ID, "123456/patron-blocks")
        .header("Content-Type", contentType)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(server.stop());
    await(pool.close());
    okapi.stop();
    await(vertx.close());
  }
}
