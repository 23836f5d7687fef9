/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL server in a container; {@link #kill()} kills the container. */
public final class ContainerPostgresServer implements PostgresServer {

  // Not called IMAGE and NAME: the container class has constants of these names, which its subclass
  // below would use instead.
  private static final String POSTGRES = "postgres:17-alpine";
  private static final String ACCOUNT = "postgres";

  private final PinnedContainer container;
  private final int port;

  private ContainerPostgresServer(PinnedContainer container, int port) {
    this.container = container;
    this.port = port;
  }

  /**
   * Starts a server on one of {@link FreePorts}.
   *
   * @throws IllegalStateException if Docker is missing or the server is not ready in time
   */
  public static ContainerPostgresServer newServer() {
    Docker.require();
    int port = FreePorts.next();
    ContainerPostgresServer server =
        new ContainerPostgresServer(new PinnedContainer(new FixedPortPostgres(port)), port);
    try {
      server.start();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  @Override
  public String host() {
    return container.host();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String database() {
    return ACCOUNT;
  }

  @Override
  public String username() {
    return ACCOUNT;
  }

  @Override
  public String password() {
    return ACCOUNT;
  }

  @Override
  public synchronized void start() {
    container.start();
    DatabaseProbe.awaitReady(coordinates(), container::running);
  }

  @Override
  public synchronized void stop() {
    container.stop();
  }

  @Override
  public synchronized void kill() {
    container.kill();
  }

  @Override
  public boolean running() {
    return container.running();
  }

  @Override
  public synchronized void close() {
    container.close();
  }

  private static final class FixedPortPostgres extends PostgreSQLContainer {

    FixedPortPostgres(int port) {
      super(POSTGRES);
      addFixedExposedPort(port, POSTGRESQL_PORT);
      withDatabaseName(ACCOUNT);
      withUsername(ACCOUNT);
      withPassword(ACCOUNT);
      // Testcontainers' own command disables fsync.
      setCommand(
          "postgres", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "max_connections=200");
    }
  }
}
