/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of an {@link EmbeddedPostgresServer}. The defaults are a temporary folder and a free
 * port. Not for use by several threads at a time.
 */
public final class PostgresBuilder {

  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable Path dataFolder;
  private @Nullable Unprivileged unprivileged;
  private int port;

  PostgresBuilder() {
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("max_connections", "200");
  }

  /**
   * A folder that outlives the server. It is created if missing; a server that ran on it before
   * finds its databases again. Default: a temporary folder, deleted on close.
   */
  public PostgresBuilder dataFolder(Path folder) {
    this.dataFolder = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * The port for clients. Default: one of {@link FreePorts}.
   *
   * @throws IllegalArgumentException if it is not between 1 and 65535
   */
  public PostgresBuilder port(int number) {
    this.port = FreePorts.checked(number);
    return this;
  }

  /** A setting of the server by its PostgreSQL name; it overrides the default of the same name. */
  public PostgresBuilder setting(String name, String value) {
    settings.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  PostgresBuilder unprivileged(Unprivileged way) {
    this.unprivileged = way;
    return this;
  }

  /**
   * Starts the server; see {@link PostgresServer#start()}.
   *
   * @throws IllegalStateException if it is not ready in time, or another JVM uses the folder
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  public EmbeddedPostgresServer start() {
    DataFolder folder = DataFolder.of(dataFolder, "event-bus-postgres");
    Unprivileged way = unprivileged == null ? Unprivileged.found() : unprivileged;
    EmbeddedPostgresServer server =
        new EmbeddedPostgresServer(
            new PostgresPrograms(PostgresBinaries.unpacked(), way, folder),
            folder,
            port == 0 ? FreePorts.next() : port,
            Map.copyOf(settings));
    try {
      server.start();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }
}
