/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be started. */
final class Docker {

  private Docker() {}

  static void require() {
    require(() -> DockerClientFactory.instance().isDockerAvailable());
  }

  static void require(BooleanSupplier available) {
    if (!available.getAsBoolean()) {
      throw new IllegalStateException(
          "Containers were requested for Kafka and PostgreSQL, but no Docker daemon answers: start one, or set %s to embedded."
              .formatted(ServerBackend.PROPERTY));
    }
  }
}
