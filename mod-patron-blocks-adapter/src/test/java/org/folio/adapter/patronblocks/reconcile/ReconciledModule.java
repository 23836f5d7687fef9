/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.okapi.testing.TenantTables;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.TenantCaller;

/** Runs the module in a process of 256 MiB, with tenant diku enabled. */
final class ReconciledModule implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final TenantId DIKU = new TenantId("diku");

  private final Map<String, String> environment;
  final TenantTables tables;
  private final SystemOfRecord okapi;
  private final String synchronization;
  private final int port = FreePorts.next();
  private final HttpClient client = HttpClient.newHttpClient();
  private ChildJvm process;

  ReconciledModule(KafkaBroker kafka, DatabaseCoordinates database, SystemOfRecord okapi) {
    this(kafka, database, okapi, AdapterMode.OWN, "/automated-patron-blocks", Map.of());
  }

  private ReconciledModule(
      KafkaBroker kafka,
      DatabaseCoordinates database,
      SystemOfRecord okapi,
      AdapterMode mode,
      String prefix,
      Map<String, String> variables) {
    this.environment = new HashMap<>(FolioEnvironment.of(kafka, database));
    environment.putAll(variables);
    this.tables = new TenantTables(database, PatronBlocksAdapter.SCHEMA.of(DIKU));
    this.okapi = okapi;
    this.synchronization = prefix + "/synchronization";
    start();
    String product = mode.product("mod-patron-blocks-adapter");
    new TenantCaller(URI.create("http://localhost:" + port), okapi.url())
        .enable(DIKU.value(), product + "-0.1.0");
  }

  /** The module in mode forward. */
  static ReconciledModule forwarding(
      KafkaBroker kafka, DatabaseCoordinates database, SystemOfRecord okapi) {
    return new ReconciledModule(
        kafka,
        database,
        okapi,
        AdapterMode.FORWARD,
        "/forwarded-patron-blocks",
        Map.of("PATRON_BLOCKS_MODE", "forward", "OKAPI_URL", okapi.url()));
  }

  void start() {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(PatronBlocksAdapter.class.getName())
            .jvmOption("-Xmx256m")
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .output(System.out::println);
    environment.forEach(builder::environment);
    process = builder.start();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> send("GET", "/admin/health", "").statusCode() == 200);
  }

  void kill() {
    process.kill();
  }

  HttpResponse<String> send(String method, String path, String body) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .timeout(LIMIT)
              .header("X-Okapi-Tenant", DIKU.value())
              .header("X-Okapi-Url", okapi.url())
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonObject get(String path) {
    HttpResponse<String> answer = send("GET", path, "");
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body());
  }

  /** Creates a job and starts the work. */
  String job(String body) {
    HttpResponse<String> created = send("POST", synchronization + "/job", body);
    if (created.statusCode() != 201) {
      throw new AssertionError(created.statusCode() + " " + created.body());
    }
    work();
    return new JsonObject(created.body()).getString("id");
  }

  /** Starts the work, as the timer does each minute. */
  void work() {
    send("POST", synchronization + "/start", "");
  }

  JsonObject state(String job) {
    return get(synchronization + "/job/" + job);
  }

  JsonObject awaitEnd(String job) {
    await().atMost(LIMIT).until(() -> state(job).getString("status").equals("done"));
    return state(job);
  }

  JsonObject differences(String job) {
    return get(synchronization + "/job/" + job + "/differences?limit=10000");
  }

  @Override
  public void close() {
    process.close();
  }
}
