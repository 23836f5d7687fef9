/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Runs calls of a relay that may wait for brokers. */
interface RelayThreads {

  /** Runs a call that sends. */
  <T> Future<T> send(Callable<T> call);

  /** Runs any other call, which waits for no send. */
  <T> Future<T> beside(Callable<T> call);

  /** Ends after the last call. */
  Future<Void> close();

  /**
   * Threads of Vert.x.
   *
   * @param senders number of sends that may wait at once
   */
  static RelayThreads of(Vertx vertx, int senders) {
    WorkerExecutor executor =
        vertx.createSharedWorkerExecutor(
            "event-bus-relay-" + UUID.randomUUID(), senders, 1, TimeUnit.HOURS);
    return new RelayThreads() {
      @Override
      public <T> Future<T> send(Callable<T> call) {
        return executor.executeBlocking(call, false);
      }

      @Override
      public <T> Future<T> beside(Callable<T> call) {
        return vertx.executeBlocking(call, false);
      }

      @Override
      public Future<Void> close() {
        return executor.close();
      }
    };
  }
}
