/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.folio.eventbus.benchmark.BenchmarkException;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.testing.DatabaseCoordinates;

/** Prepares the measured module: a tenant, limits, and patrons with loans and fees. */
final class Library {

  private static final String SCHEMA = "diku_mod_patron_blocks_adapter";
  private static final String CHARGED_OUT = "3d7c52dc-c732-4223-8bf8-e5917801386f";
  private static final String BALANCE = "cf7a0d5f-a327-4ca1-aa9e-dc55ec006b8a";

  // Each patron has three open loans, one of them overdue, and five closed ones; every fourth has a
  // fee.
  private static final String FILL =
      """
      INSERT INTO %1$s.patron_loan (user_id, loan_id, checked_out_sequence, checked_out_at,
        checked_out_due_date, closed_sequence, closed_at, last_sequence)
      SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(p), 12, '0'))::uuid, gen_random_uuid(), l,
        now(), now() + (l - 1) * interval '10 days', CASE WHEN l > 3 THEN 9 ELSE 0 END,
        CASE WHEN l > 3 THEN now() END, 9
      FROM generate_series(0, %2$s - 1) AS p, generate_series(1, 8) AS l;
      INSERT INTO %1$s.patron_fee_fine (fee_fine_id, sequence, changed_at, balance, user_sequence,
        user_at, user_id)
      SELECT gen_random_uuid(), 1, now(), 2.5, 1, now(),
        ('00000000-0000-4000-8000-' || lpad(to_hex(p), 12, '0'))::uuid
      FROM generate_series(0, %2$s - 1, 4) AS p;
      ANALYZE %1$s.patron_loan, %1$s.patron_fee_fine
      """;

  private static final String APPLIED = "SELECT count(*) FROM " + SCHEMA + ".event_receipt";

  private final HttpClient client = HttpClient.newHttpClient();
  private final DatabaseCoordinates database;
  private final int port;

  Library(DatabaseCoordinates database, int port) {
    this.database = database;
    this.port = port;
  }

  void enable() {
    send("POST", "/_/tenant", "{\"module_to\":\"mod-patron-blocks-adapter-0.1.0\"}");
    for (String condition : new String[] {CHARGED_OUT, BALANCE}) {
      send(
          "PUT",
          "/patron-block-conditions/" + condition,
          """
          {"id":"%s","name":"x","blockBorrowing":true,"blockRenewals":true,"blockRequests":true,
           "valueType":"%s","message":"Limit reached"}
          """
              .formatted(condition, condition.equals(BALANCE) ? "Double" : "Integer"));
      // Every patron with loans is blocked, so an empty answer is incorrect.
      send(
          "POST",
          "/patron-block-limits",
          "{\"id\":\"%s\",\"patronGroupId\":\"%s\",\"conditionId\":\"%s\",\"value\":2}"
              .formatted(UUID.randomUUID(), Patrons.GROUP, condition));
    }
  }

  void fill(int patrons) {
    execute(FILL.formatted(SCHEMA, patrons));
  }

  /** Updates the statistics for the inserted rows, as autovacuum does within a minute. */
  void analyze() {
    execute("ANALYZE");
  }

  private void execute(String sql) {
    try (Connection connection = Servers.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long appliedEvents() {
    try (Connection connection = Servers.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(APPLIED)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("X-Okapi-Tenant", "diku")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new BenchmarkException(path + ": " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
