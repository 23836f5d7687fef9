/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.folio.eventbus.base.settings.DatabaseSettings;

/** Creates the tables of the projection for contenders without Liquibase. */
public final class Tables {

  /** Class path location of the tables' definition. */
  public static final String CHANGELOG = "benchmark-projection.sql";

  /** Number of events with an effect. */
  static final String EFFECTS = "SELECT coalesce(sum(events), 0)::bigint FROM \"%s\".patron";

  private Tables() {}

  /** Opens a connection with autocommit. */
  static Connection connect(Assignment assignment) throws SQLException {
    DatabaseSettings database = assignment.settings().database();
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%s/%s"
            .formatted(database.host(), database.port(), database.database()),
        database.username(),
        database.password());
  }

  /** Creates schema and tables. */
  static void create(Connection connection, String schema) throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        InputStream definition = Tables.class.getResourceAsStream("/" + CHANGELOG)) {
      statement.execute("CREATE SCHEMA \"%s\"".formatted(schema));
      statement.execute("SET search_path TO \"%s\"".formatted(schema));
      statement.execute(new String(definition.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static long effects(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EFFECTS.formatted(schema))) {
      row.next();
      return row.getLong(1);
    }
  }
}
