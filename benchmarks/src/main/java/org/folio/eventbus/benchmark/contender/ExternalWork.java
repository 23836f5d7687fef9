/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;

/**
 * Stands for a request to another module, which responds after some milliseconds. Requests for one
 * key are sequential; those for different keys are concurrent.
 */
final class ExternalWork {

  private final Vertx vertx;
  private final int millis;

  ExternalWork(Vertx vertx, int millis) {
    this.vertx = vertx;
    this.millis = millis;
  }

  /** The work for one event. */
  Future<Void> of(Event event) {
    return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }

  /** The work for all events of a batch. */
  Future<Void> of(EventBatch batch) {
    Map<String, Future<Void>> last = new HashMap<>();
    for (Event event : batch.events()) {
      last.compute(
          event.key(),
          (key, before) -> before == null ? of(event) : before.compose(done -> of(event)));
    }
    return Future.all(List.copyOf(last.values())).mapEmpty();
  }
}
