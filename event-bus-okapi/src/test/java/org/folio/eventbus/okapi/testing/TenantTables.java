/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.testing;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import liquibase.exception.LiquibaseException;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.database.Database;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.testing.DatabaseCoordinates;

/** The tables of one tenant of a module, as seen from outside the module. */
public record TenantTables(DatabaseCoordinates database, String schema) {

  private static final int CONNECTIONS = 4;
  private static final int QUERY_TIMEOUT_MILLIS = 60_000;

  /** Makes the tables. */
  public TenantTables migrated(String... changelogs) {
    try {
      migration(changelogs).migrate(schema);
      return this;
    } catch (SQLException | LiquibaseException e) {
      throw new AssertionError("The changelogs cannot be applied", e);
    }
  }

  /** What makes the tables, and removes them. */
  public SchemaMigration migration(String... changelogs) {
    return new SchemaMigration(settings(CONNECTIONS), List.of(changelogs));
  }

  public Pool pool(Vertx vertx) {
    return pool(vertx, CONNECTIONS);
  }

  public Pool pool(Vertx vertx, int connections) {
    return Database.pool(vertx, settings(connections), "test");
  }

  /** Runs a statement with {@code {tables}} in the place of the schema; the rows it answers. */
  public List<String> sql(String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement sql = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (sql.execute(statement.replace("{tables}", '"' + schema + '"'))) {
        ResultSet found = sql.getResultSet();
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            row.add(found.getString(i));
          }
          rows.add(String.join("|", row));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private DatabaseSettings settings(int connections) {
    return new DatabaseSettings(
        database.host(),
        database.port(),
        database.database(),
        database.username(),
        database.password(),
        connections,
        QUERY_TIMEOUT_MILLIS);
  }
}
