/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Locks that a test holds in PostgreSQL. A process stops exactly where it wants the same lock, and
 * the product needs no hook for it.
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

  /** Lets nobody read or write a table. */
  static HeldLock table(Tables tables, String table) {
    return new HeldLock(tables, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
  }

  /** Locks the rows that a query finds. */
  static HeldLock rows(Tables tables, String query) {
    return new HeldLock(tables, query + " FOR UPDATE");
  }

  /** Waits until a session waits for this lock. */
  void awaitWaiter() {
    awaitWaiters(1);
  }

  /** Waits until so many sessions wait for this lock. */
  void awaitWaiters(int sessions) {
    await().atMost(LIMIT).until(() -> tables.count(WAITERS.formatted(session)) >= sessions);
  }

  /**
   * Ends the sessions that wait for this lock. PostgreSQL notices only after a statement that its
   * client is gone, and would carry out what a killed process had asked for.
   */
  void endWaiters() {
    tables.execute("SELECT pg_terminate_backend(pid) FROM " + WAITERS.formatted(session));
    await().atMost(LIMIT).until(() -> tables.count(WAITERS.formatted(session)) == 0);
  }

  /** Lets the lock go. */
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
