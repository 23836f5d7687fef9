/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.folio.eventbus.base.settings.DatabaseSettings;

/**
 * Migrates a tenant's schema to the newest version with Liquibase. Repeatable; concurrent calls
 * wait for each other.
 */
public final class SchemaMigration {

  /** The tables of the event bus itself, as a class path location. */
  public static final String EVENT_BUS = "org/folio/eventbus/changelog.sql";

  // Statements queue behind a change that waits for a table; so the change fails early, and the
  // caller enables the tenant again.
  private static final String TABLE_LIMIT = "SET lock_timeout = '10s'";

  // Another process may be changing a large table.
  private static final String MIGRATION_LIMIT = "SET lock_timeout = '5min'";

  private final JdbcSessions jdbc;
  private final List<String> changelogs;

  /**
   * A migration that applies the given changelogs in order.
   *
   * @param changelogs class path locations; their tables are named without a schema
   */
  public SchemaMigration(DatabaseSettings settings, List<String> changelogs) {
    this.jdbc = new JdbcSessions(settings);
    this.changelogs = List.copyOf(changelogs);
  }

  /**
   * Creates the schema if needed and applies new changes. Blocks; call it on a worker thread.
   *
   * @param schema a checked schema name
   * @throws SQLException if the database cannot be reached or rejects a statement
   * @throws LiquibaseException if a change fails; the changes before it stay applied
   */
  public void migrate(String schema) throws SQLException, LiquibaseException {
    try (Connection connection = connect()) {
      lock(connection, schema);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + "\"");
        statement.execute("SET search_path TO \"" + schema + "\"");
      }
      for (String changelog : changelogs) {
        update(connection, schema, changelog);
      }
    }
  }

  /**
   * Creates a marked schema anew, with its tables and without rows. Blocks; call it on a worker
   * thread.
   *
   * @param schema a checked schema name
   * @param mark the comment that marks a schema as removable
   * @throws IllegalStateException if such a schema exists without the mark; it is left unchanged
   * @throws SQLException if the database cannot be reached or rejects a statement
   * @throws LiquibaseException if a change fails
   */
  public void remake(String schema, String mark) throws SQLException, LiquibaseException {
    try (Connection connection = connect()) {
      boolean exists = isMarked(connection, schema, mark);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        if (exists) {
          statement.execute("DROP SCHEMA \"" + schema + "\" CASCADE");
        }
        statement.execute("CREATE SCHEMA \"" + schema + "\"");
        statement.execute("COMMENT ON SCHEMA \"" + schema + "\" IS '" + mark + "'");
      }
      connection.commit();
    }
    migrate(schema);
  }

  /**
   * Removes a marked schema, if there is one. Blocks; call it on a worker thread.
   *
   * @throws IllegalStateException if such a schema exists without the mark; it is left unchanged
   */
  public void dropMarked(String schema, String mark) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      // PostgreSQL would cut a name that is too long; it would then name another schema.
      if (isMarked(connection, schema, mark)) {
        statement.execute("DROP SCHEMA \"" + schema + "\" CASCADE");
      }
    }
  }

  private static boolean isMarked(Connection connection, String schema, String mark)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace"
                + " WHERE nspname = ?")) {
      statement.setString(1, schema);
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return false;
        }
        if (!found.getString(1).equals(mark)) {
          throw new IllegalStateException(
              "Schema %s exists and was not made by the event bus as one that may be removed; rename or remove it"
                  .formatted(schema));
        }
        return true;
      }
    }
  }

  /**
   * Removes the schema with everything in it, after a running migration. Blocks; call it on a
   * worker thread.
   *
   * @param schema a checked schema name
   */
  public void drop(String schema) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      await(connection, schema);
      statement.execute("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
    }
  }

  private Connection connect() throws SQLException {
    jdbc.check();
    Connection connection = jdbc.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE_LIMIT);
    }
    return connection;
  }

  // A killed process leaves Liquibase's own lock table locked for ever; a session lock of
  // PostgreSQL ends with its process.
  private static void lock(Connection connection, String schema) throws SQLException {
    await(connection, schema);
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS \"" + schema + "\".databasechangeloglock");
    }
  }

  private static void await(Connection connection, String schema) throws SQLException {
    try (Statement limit = connection.createStatement();
        var statement =
            connection.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
      limit.execute(MIGRATION_LIMIT);
      statement.setString(1, "event-bus-migration " + schema);
      statement.execute();
      limit.execute(TABLE_LIMIT);
    }
  }

  private static void update(Connection connection, String schema, String changelog)
      throws LiquibaseException {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    database.setDefaultSchemaName(schema);
    database.setLiquibaseSchemaName(schema);
    try {
      Scope.child(
          Map.of(
              Scope.Attr.ui.name(),
              new LoggerUIService(),
              Scope.Attr.resourceAccessor.name(),
              new ClassLoaderResourceAccessor(SchemaMigration.class.getClassLoader())),
          () ->
              new CommandScope(UpdateCommandStep.COMMAND_NAME)
                  .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                  .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, changelog)
                  .setOutput(OutputStream.nullOutputStream())
                  .execute());
    } catch (LiquibaseException e) {
      throw e;
    } catch (Exception e) {
      throw new LiquibaseException("Changelog " + changelog + " failed", e);
    }
  }
}
