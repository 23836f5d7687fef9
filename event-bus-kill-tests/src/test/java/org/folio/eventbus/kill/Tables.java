/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.folio.eventbus.testing.DatabaseCoordinates;

/**
 * Reads and writes the tables of both modules on connections of the test. In statements, {@code
 * {writer}} and {@code {reader}} stand for the schemas.
 */
final class Tables {

  private final DatabaseCoordinates database;

  Tables(DatabaseCoordinates database) {
    this.database = database;
  }

  /** Converts a row. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  <T> List<T> query(String sql, Reading<T> reading) {
    return atOneMoment(snapshot -> snapshot.query(sql, reading));
  }

  /** Reads several tables as of one moment. */
  <T> T atOneMoment(Function<Snapshot, T> work) {
    try (Connection connection = connect()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return work.apply(new Snapshot(connection));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The content of the tables at one moment. */
  record Snapshot(Connection connection) {

    <T> List<T> query(String sql, Reading<T> reading) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(named(sql))) {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
          read.add(reading.of(rows));
        }
        return read;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    long count(String tableAndCondition) {
      return query("SELECT count(*) FROM " + tableAndCondition, row -> row.getLong(1)).get(0);
    }
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(named(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long count(String tableAndCondition) {
    return atOneMoment(snapshot -> snapshot.count(tableAndCondition));
  }

  static String named(String sql) {
    return sql.replace("{writer}", '"' + Modules.WRITER_SCHEMA + '"')
        .replace("{reader}", '"' + Modules.READER_SCHEMA + '"');
  }
}
