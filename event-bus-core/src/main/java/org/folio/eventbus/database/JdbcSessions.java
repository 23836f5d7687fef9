/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.base.sql.SharedSessionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.ssl.SingleCertValidatingFactory;

/** Sessions for blocking work: migrations, and the check for shared sessions. */
final class JdbcSessions {

  // Seconds. Long enough for a change of a large table.
  private static final String CONNECT_LIMIT = "10";
  private static final String ANSWER_LIMIT = "1800";

  // Another client of a pooler may come between two statements and hide the sharing.
  private static final int TRIES = 3;

  private static final String BACKEND = "SELECT pg_backend_pid()";
  private static final String MARK = "SELECT set_config('event_bus.session', ?, false)";
  private static final String MARKED = "SELECT current_setting('event_bus.session', true)";

  private final DatabaseSettings settings;

  JdbcSessions(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** A session; the caller closes it. Blocks. */
  Connection connect() throws SQLException {
    return connect(PreferQueryMode.EXTENDED);
  }

  private Connection connect(PreferQueryMode mode) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.username());
    properties.setProperty("password", settings.password());
    properties.setProperty("preferQueryMode", mode.value());
    properties.setProperty("ApplicationName", "event-bus-migration");
    // Rejects a standby or a read-only database with an explanation.
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("connectTimeout", CONNECT_LIMIT);
    properties.setProperty("loginTimeout", CONNECT_LIMIT);
    properties.setProperty("socketTimeout", ANSWER_LIMIT);
    properties.setProperty("tcpKeepAlive", "true");
    settings
        .serverCertificate()
        .ifPresent(
            certificate -> {
              properties.setProperty("sslmode", "verify-full");
              properties.setProperty("sslfactory", SingleCertValidatingFactory.class.getName());
              properties.setProperty("sslfactoryarg", certificate.strip());
            });
    return DriverManager.getConnection("jdbc:postgresql://" + settings.address(), properties);
  }

  /**
   * Rejects a pooler that shares a session between clients. Blocks.
   *
   * @throws SharedSessionException if there is one
   */
  void check() throws SQLException {
    // Uses no prepared statements, which a pooler with shared sessions mixes up.
    try (Connection one = connect(PreferQueryMode.SIMPLE)) {
      int told = one.unwrap(PGConnection.class).getBackendPID();
      if (String.valueOf(told).equals(read(one, BACKEND))) {
        // The server itself has answered.
        return;
      }
      try (Connection other = connect(PreferQueryMode.SIMPLE)) {
        for (int i = 0; i < TRIES; i++) {
          if (isShared(one, other)) {
            throw new SharedSessionException();
          }
        }
      }
    }
  }

  // While the other client is within a transaction, it has a session to itself.
  private static boolean isShared(Connection one, Connection other) throws SQLException {
    String mark = UUID.randomUUID().toString();
    try (PreparedStatement statement = one.prepareStatement(MARK)) {
      statement.setString(1, mark);
      statement.execute();
    }
    other.setAutoCommit(false);
    try {
      return mark.equals(read(other, MARKED)) || !mark.equals(read(one, MARKED));
    } finally {
      other.rollback();
      other.setAutoCommit(true);
    }
  }

  private static @Nullable String read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }
}
