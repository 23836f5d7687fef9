/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server that tests may stop, kill and start again. Committed data survive its
 * processes: {@code synchronous_commit} is on. {@code fsync} is on too, unless the server's
 * documentation says otherwise.
 *
 * <p>Every kind keeps its address and its data over {@link #stop()} and {@link #kill()}; {@link
 * #close()} gives up both. Safe for use by several threads; methods that change the state exclude
 * each other. If the server does not start or end in time, methods throw {@link
 * IllegalStateException}; nothing is {@code null}.
 */
public interface PostgresServer extends AutoCloseable {

  /** Host name or address for clients. */
  String host();

  /** TCP port for clients; stays the same over restarts. */
  int port();

  /** Name of the database that every server has. */
  String database();

  /** A role that may do everything. */
  String username();

  /** Password of {@link #username()}. */
  String password();

  /** URL for JDBC of {@link #database()}, without user and password. */
  default String jdbcUrl() {
    return coordinates().jdbcUrl();
  }

  /** All of the above in one record. */
  default DatabaseCoordinates coordinates() {
    return new DatabaseCoordinates(host(), port(), database(), username(), password());
  }

  /**
   * Creates an empty database with a random name, so that test classes that share a server do not
   * disturb each other.
   *
   * @throws IllegalStateException if the server rejects the statement
   */
  default DatabaseCoordinates newDatabase() {
    String name = RandomNames.next();
    try (Connection connection = DriverManager.getConnection(jdbcUrl(), username(), password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("No database could be created at " + jdbcUrl(), e);
    }
    return new DatabaseCoordinates(host(), port(), name, username(), password());
  }

  /**
   * Ends the server cleanly, without waiting for its clients; their transactions are rolled back.
   * Does nothing if it is not running.
   */
  void stop();

  /** Ends all processes of the server with SIGKILL. Does nothing if it is not running. */
  void kill();

  /**
   * Starts the server again on the same port and data; returns when it takes connections. Does
   * nothing if it is running.
   *
   * @throws IllegalStateException if the server is not ready in time, or is closed
   */
  void start();

  /** Whether the server has been started and has not ended since. */
  boolean running();

  /** Ends the server permanently, and deletes its data unless the caller gave the folder. */
  @Override
  void close();
}
