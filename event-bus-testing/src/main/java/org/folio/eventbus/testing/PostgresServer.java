/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server that tests may stop, kill and start again. What it has committed outlives its
 * processes: {@code synchronous_commit} is on. {@code fsync} is on too, unless the server says
 * otherwise.
 *
 * <p>Every kind keeps its address and its data over {@link #stop()} and {@link #kill()}; both are
 * given up by {@link #close()}. The methods may be called by any thread; those that change the
 * state exclude each other. A failure to start or to end the server in time is thrown as {@link
 * IllegalStateException}; nothing is {@code null}.
 */
public interface PostgresServer extends AutoCloseable {

  /** Host name or address clients connect to. */
  String host();

  /** TCP port clients connect to; stays the same over restarts. */
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

  /** All of the above in one. */
  default DatabaseCoordinates coordinates() {
    return new DatabaseCoordinates(host(), port(), database(), username(), password());
  }

  /**
   * Creates an empty database with a random name, so that test classes that share a server do not
   * disturb each other.
   *
   * @throws IllegalStateException if the server refuses
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
   * Ends the server cleanly but without waiting for its clients, whose transactions are rolled
   * back. Does nothing if it is not running.
   */
  void stop();

  /** Ends all processes of the server with SIGKILL. Does nothing if it is not running. */
  void kill();

  /**
   * Starts the server again on the same port and data; returns when it takes connections. Does
   * nothing if it is running.
   *
   * @throws IllegalStateException if the server does not get ready in time, or is closed
   */
  void start();

  /** Whether the server has been started and has not ended since. */
  boolean running();

  /** Ends the server for good, and deletes its data unless the caller gave the folder. */
  @Override
  void close();
}
