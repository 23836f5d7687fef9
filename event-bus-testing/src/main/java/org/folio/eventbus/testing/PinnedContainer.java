/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import org.testcontainers.containers.GenericContainer;

/**
 * A container that can be stopped and started again: unlike Testcontainers' own stop, this keeps
 * its data and its port on the host.
 */
final class PinnedContainer implements AutoCloseable {

  private static final int STOP_LIMIT_SECONDS = 30;

  private final GenericContainer<?> container;
  private boolean closed;

  PinnedContainer(GenericContainer<?> container) {
    this.container = container;
  }

  String host() {
    return container.getHost();
  }

  synchronized void start() {
    if (closed) {
      throw new IllegalStateException("This server is closed; build a new one.");
    }
    if (container.getContainerId() == null) {
      container.start();
    } else if (!running()) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    }
  }

  synchronized void stop() {
    if (running()) {
      container
          .getDockerClient()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(STOP_LIMIT_SECONDS)
          .exec();
    }
  }

  synchronized void kill() {
    if (running()) {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }
  }

  boolean running() {
    return container.isRunning();
  }

  @Override
  public synchronized void close() {
    closed = true;
    container.stop();
  }
}
