/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** A client that checks whether a database server is ready. */
final class DatabaseProbe {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private DatabaseProbe() {}

  static void awaitReady(DatabaseCoordinates database, BooleanSupplier alive) {
    Properties properties = new Properties();
    properties.setProperty("user", database.username());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    Deadline deadline = Deadline.in(LIMIT);
    SQLException last = null;
    while (alive.getAsBoolean() && !deadline.passed()) {
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties)) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        last = e;
      }
      deadline.pause();
    }
    throw new IllegalStateException(
        "PostgreSQL takes no connections at %s: %s"
            .formatted(
                database.jdbcUrl(),
                deadline.passed() ? LIMIT.toSeconds() + " s have passed" : "it has ended"),
        last);
  }
}
