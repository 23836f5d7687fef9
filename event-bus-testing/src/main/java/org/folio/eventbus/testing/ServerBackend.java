/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source of the test servers. Safe for use by several threads. */
public enum ServerBackend {

  /** Processes and threads of this machine; needs only the class path. */
  EMBEDDED {
    @Override
    public KafkaBroker startKafka() {
      return EmbeddedKafka.builder().start();
    }

    @Override
    public PostgresServer startPostgres() {
      // Each test class has its own database. On a slow disk, checkpoints of all of them take
      // longer than tests wait. No test cuts the machine's power, so data that the server has
      // written are safe with the operating system.
      return EmbeddedPostgresServer.builder().setting("fsync", "off").start();
    }
  },

  /** Containers; needs a Docker daemon. */
  CONTAINERS {
    @Override
    public KafkaBroker startKafka() {
      return ContainerKafka.newBroker(Map.of());
    }

    @Override
    public PostgresServer startPostgres() {
      return ContainerPostgresServer.newServer();
    }
  };

  /** System property that selects the backend: {@code embedded} (default) or {@code containers}. */
  public static final String PROPERTY = "org.folio.eventbus.testing.backend";

  /**
   * The value of {@link #PROPERTY}.
   *
   * @throws IllegalStateException if it has any other value
   */
  public static ServerBackend chosen() {
    return named(System.getProperty(PROPERTY));
  }

  static ServerBackend named(@Nullable String value) {
    if (value == null) {
      return EMBEDDED;
    }
    return switch (value) {
      case "embedded" -> EMBEDDED;
      case "containers" -> CONTAINERS;
      default ->
          throw new IllegalStateException(
              "The system property %s is embedded or containers, not '%s'."
                  .formatted(PROPERTY, value));
    };
  }

  /**
   * Starts a broker with a temporary data folder; the caller closes it.
   *
   * @throws IllegalStateException if it is not ready in time, or Docker is needed and missing
   */
  public abstract KafkaBroker startKafka();

  /**
   * Starts a server with a temporary data folder; the caller closes it. Committed data survive its
   * processes, but not a power failure.
   *
   * @throws IllegalStateException if it is not ready in time, or Docker is needed and missing
   */
  public abstract PostgresServer startPostgres();
}
