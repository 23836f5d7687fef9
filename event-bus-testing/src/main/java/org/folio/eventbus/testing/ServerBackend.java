/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where tests get their servers from. May be used by any thread. */
public enum ServerBackend {

  /** Processes and threads of this machine; needs nothing but the class path. */
  EMBEDDED {
    @Override
    public KafkaBroker startKafka() {
      return EmbeddedKafka.builder().start();
    }

    @Override
    public PostgresServer startPostgres() {
      // Each test class has a database of its own, and checkpoints of all of them on a slow disk
      // take longer than tests wait. No test takes the machine's power away, so that what the
      // server has written is safe with the operating system.
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

  /**
   * System property that chooses: {@code embedded}, which is the default, or {@code containers}.
   */
  public static final String PROPERTY = "org.folio.eventbus.testing.backend";

  /**
   * What {@link #PROPERTY} asks for.
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
   * Starts a broker with a temporary data folder, to be closed by the caller.
   *
   * @throws IllegalStateException if it does not get ready in time, or Docker is needed and missing
   */
  public abstract KafkaBroker startKafka();

  /**
   * Starts a server with a temporary data folder, to be closed by the caller. What it has committed
   * survives its processes, and not a loss of power.
   *
   * @throws IllegalStateException if it does not get ready in time, or Docker is needed and missing
   */
  public abstract PostgresServer startPostgres();
}
