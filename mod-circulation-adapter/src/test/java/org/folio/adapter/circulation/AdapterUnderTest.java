/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.LoanEvents;

/** An adapter on a port of this machine, with its database, as a test sees them. */
public final class AdapterUnderTest {

  /** How long anything may take. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String SCHEMA = "diku_mod_circulation_adapter";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final DatabaseCoordinates database;

  public AdapterUnderTest(int port, DatabaseCoordinates database) {
    this.port = port;
    this.database = database;
  }

  public URI address() {
    return URI.create("http://localhost:" + port);
  }

  public int enableTenant() {
    return post("/_/tenant", "{\"module_to\":\"mod-circulation-adapter-0.1.0\"}").statusCode();
  }

  public HttpResponse<String> post(String path, String json, String... headers) {
    return send("POST", path, "application/json", BodyPublishers.ofString(json), headers);
  }

  public HttpResponse<String> lines(String path, List<String> lines, String... headers) {
    return lines(path, BodyPublishers.ofString(String.join("\n", lines)), headers);
  }

  public HttpResponse<String> lines(String path, BodyPublisher body, String... headers) {
    return send("POST", path, "application/x-ndjson", body, headers);
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, "application/json", BodyPublishers.noBody());
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, "application/json", BodyPublishers.noBody());
  }

  private HttpResponse<String> send(
      String method, String path, String type, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address().resolve(path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", "diku")
            .header("Content-Type", type)
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A check-out as a line. */
  public static String checkOut(UUID user) {
    return event(
        "ITEM_CHECKED_OUT",
        new JsonObject(
            LoanEvents.json(
                LoanEvents.itemCheckedOut(
                    user, UUID.randomUUID(), Instant.parse("2026-03-15T22:59:59Z")))));
  }

  /** An event as a line. */
  public static String event(String type, JsonObject payload) {
    return new JsonObject().put("type", type).put("payload", payload).encode();
  }

  /** Check-outs as lines. */
  public static List<String> checkOuts(UUID user, int number) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      lines.add(checkOut(user));
    }
    return lines;
  }

  public static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  /** Events of a key that are stored, whether they are on Kafka or not. */
  public long stored(UUID key) {
    return number(
        "SELECT count(*) FROM (" + everything() + ") AS e WHERE aggregateid = '" + key + "'");
  }

  /** Outbox and journal. */
  public static String everything() {
    String columns = "SELECT id, type, aggregatetype, aggregateid, sequence, payload, occurred_at";
    return columns
        + " FROM "
        + SCHEMA
        + ".event_outbox UNION ALL "
        + columns
        + " FROM "
        + SCHEMA
        + ".event_journal";
  }

  public long number(String sql) {
    return Long.parseLong(rows(sql).get(0).values().iterator().next());
  }

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
