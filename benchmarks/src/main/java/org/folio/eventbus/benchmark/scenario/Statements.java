/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.folio.eventbus.testing.DatabaseCoordinates;

/** The statements of the database, by the time that they took. */
final class Statements {

  private static final String TOP =
      """
      SELECT calls, total_exec_time, total_plan_time, rows, regexp_replace(query, '\\s+', ' ', 'g')
        FROM pg_stat_statements
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY total_exec_time DESC
       LIMIT 14
      """;
  private static final int LONGEST = 110;

  private final DatabaseCoordinates database;
  private final boolean wanted;

  Statements(DatabaseCoordinates database, boolean wanted) {
    this.database = database;
    this.wanted = wanted;
  }

  void begin() {
    if (wanted) {
      execute("CREATE EXTENSION pg_stat_statements");
      execute("SELECT pg_stat_statements_reset()");
    }
  }

  /** The most expensive statements, one per line. */
  List<String> top() {
    List<String> lines = new ArrayList<>();
    try (Connection connection = Servers.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TOP)) {
      while (row.next()) {
        String text = row.getString(5);
        lines.add(
            String.format(
                Locale.ROOT,
                "%,9d calls %,9.0f ms %,11d rows  %s",
                row.getLong(1),
                row.getDouble(2),
                row.getLong(4),
                text.substring(0, Math.min(LONGEST, text.length()))));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not tell its statements", e);
    }
    return lines;
  }

  private void execute(String sql) {
    try (Connection connection = Servers.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
