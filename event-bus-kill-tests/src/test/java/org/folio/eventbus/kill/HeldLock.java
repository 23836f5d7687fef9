/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A lock in PostgreSQL that a test holds. A process stops exactly where it needs the same lock, so
 * the product needs no test hook.
 */
final class HeldLock implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(45);

  private static final String WAITERS =
      """
      pg_stat_activity WHERE datname = current_database() AND %d = ANY (pg_blocking_pids(pid))
      """;

  private final Tables tables;
  private final Connection connection;
  private final int session;

  private HeldLock(Tables tables, String statementThatLocks) {
    this.tables = tables;
    try {
      connection = tables.connect();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
          row.next();
          session = row.getInt(1);
        }
        statement.execute(Tables.named(statementThatLocks));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prevents reads and writes of a table. */
  static HeldLock table(Tables tables, String table) {
    return new HeldLock(tables, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
  }

  /** Locks the rows of a query. */
  static HeldLock rows(Tables tables, String query) {
    return new HeldLock(tables, query + " FOR UPDATE");
  }

  /** Waits until a session waits for this lock. */
  void awaitWaiter() {
    awaitWaiters(1);
  }

  /** Waits until the number of sessions wait for this lock. */
  void awaitWaiters(int sessions) {
    await().atMost(LIMIT).until(() -> tables.count(WAITERS.formatted(session)) >= sessions);
  }

  /**
   * Ends the sessions that wait for this lock. PostgreSQL notices only after a statement that its
   * client has gone, so it would otherwise execute the statement of a killed process.
   */
  void endWaiters() {
    tables.execute("SELECT pg_terminate_backend(pid) FROM " + WAITERS.formatted(session));
    await().atMost(LIMIT).until(() -> tables.count(WAITERS.formatted(session)) == 0);
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
