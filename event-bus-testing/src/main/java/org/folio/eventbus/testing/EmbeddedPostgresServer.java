/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on this machine, from the binaries that the Zonky project publishes.
 *
 * <p>PostgreSQL refuses to run as root. For root it runs in a user namespace of its own. Where that
 * is not allowed, as in most containers, it runs as user 65534 ({@code nobody}), who must be able
 * to access the data folder. If a JVM was killed and its server still runs on the data folder, the
 * next start kills that server. The output of the server goes to {@code postgres.log} in its
 * folder.
 */
public final class EmbeddedPostgresServer implements PostgresServer {

  private static final String HOST = "127.0.0.1";
  private static final String NAME = "postgres";

  private final PostgresPrograms programs;
  private final DataFolder folder;
  private final int port;
  private final Map<String, String> settings;
  private volatile @Nullable Process process;
  private @Nullable FolderLock lock;
  private boolean closed;

  EmbeddedPostgresServer(
      PostgresPrograms programs, DataFolder folder, int port, Map<String, String> settings) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.settings = settings;
  }

  /** Options of a new server. */
  public static PostgresBuilder builder() {
    return new PostgresBuilder();
  }

  @Override
  public String host() {
    return HOST;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String database() {
    return NAME;
  }

  @Override
  public String username() {
    return NAME;
  }

  @Override
  public String password() {
    return NAME;
  }

  @Override
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("This server is closed; build a new one.");
    }
    if (running()) {
      return;
    }
    try {
      if (lock == null) {
        lock = FolderLock.take(folder);
      }
      Postmaster.endLeftover(programs.data());
      programs.createData(NAME);
      Process started = programs.startServer(HOST, port, settings);
      process = started;
      DatabaseProbe.awaitReady(coordinates(), started::isAlive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      kill();
      throw new IllegalStateException(
          "%s%nLast lines of the log:%n%s".formatted(e.getMessage(), programs.logEnd()), e);
    }
  }

  @Override
  public synchronized void stop() {
    if (!running()) {
      return;
    }
    try {
      programs.stopServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = null;
  }

  @Override
  public synchronized void kill() {
    Process ending = process;
    process = null;
    if (ending != null) {
      new Postmaster(ending.toHandle()).kill();
    }
  }

  @Override
  public boolean running() {
    Process current = process;
    return current != null && current.isAlive();
  }

  @Override
  public synchronized void close() {
    closed = true;
    kill();
    if (lock != null) {
      lock.close();
      lock = null;
    }
    folder.close();
  }
}
