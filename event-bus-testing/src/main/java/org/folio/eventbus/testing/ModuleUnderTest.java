/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A module on a port of this machine with its database, as tests of tenant {@value #TENANT} see
 * them. A request that cannot be made is an {@link AssertionError}. Safe for use by several
 * threads.
 */
public class ModuleUnderTest {

  /** The tenant of every request. */
  public static final String TENANT = "diku";

  /** The time limit of every action. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String module;
  private final DatabaseCoordinates database;

  /**
   * A listening module.
   *
   * @param module its name without version
   */
  public ModuleUnderTest(int port, String module, DatabaseCoordinates database) {
    this.port = port;
    this.module = module;
    this.database = database;
  }

  /** The address of the module. */
  public URI address() {
    return URI.create("http://localhost:" + port);
  }

  /** Enables the tenant. */
  public void enableTenant() {
    new TenantCaller(address()).enable(TENANT, module + "-0.1.0");
  }

  /**
   * Posts JSON.
   *
   * @param headers names and values in turn
   */
  public HttpResponse<String> post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  /** Posts lines as NDJSON; otherwise as {@link #post}. */
  public HttpResponse<String> lines(String path, List<String> lines, String... headers) {
    return lines(path, BodyPublishers.ofString(String.join("\n", lines)), headers);
  }

  /** Posts a body of lines; otherwise as {@link #post}. */
  public HttpResponse<String> lines(String path, BodyPublisher body, String... headers) {
    return send("POST", path, "application/x-ndjson", body, headers);
  }

  /** Gets a resource. */
  public HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  /** Deletes a resource. */
  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, "");
  }

  /**
   * Sends a request with JSON.
   *
   * @param json empty for no body
   * @param headers names and values in turn
   */
  public HttpResponse<String> send(String method, String path, String json, String... headers) {
    BodyPublisher body = json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
    return send(method, path, "application/json", body, headers);
  }

  private HttpResponse<String> send(
      String method, String path, String type, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address().resolve(path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", TENANT)
            .header("Content-Type", type)
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The tenant's schema of a module. */
  public static String schema(String module) {
    return TENANT + "_" + module.replace('-', '_');
  }

  /** A query for outbox and journal of a module. */
  public static String storedBy(String module) {
    String columns =
        "SELECT id, type, aggregatetype, aggregateid, sequence, payload, occurred_at FROM "
            + schema(module);
    return columns + ".event_outbox UNION ALL " + columns + ".event_journal";
  }

  /** Number of stored events of a key, on Kafka or not. */
  public long stored(UUID key) {
    return number(
        "SELECT count(*) FROM (%s) AS e WHERE aggregateid = '%s'".formatted(storedBy(module), key));
  }

  /** The single value of a query, a whole number. */
  public long number(String sql) {
    return Long.parseLong(rows(sql).get(0).values().iterator().next());
  }

  /** The rows of a query, by names of columns. */
  public List<Map<String, String>> rows(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<Map<String, String>> rows = new ArrayList<>();
      while (found.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.put(found.getMetaData().getColumnName(i), found.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
