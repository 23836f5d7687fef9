/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Set;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.metrics.RelayMeter;
import org.folio.eventbus.topic.EventTopics;

/** Answers those who miss events of a module, and lets the module ask others. */
public final class Republishing {

  private final ControlProducer control;
  private final RequestLoop requests;

  /**
   * Connects to nothing before {@link #start} or before something is asked for.
   *
   * @param source the module's id, as consumers see it
   * @param streams those that the module publishes
   */
  public Republishing(
      Vertx vertx,
      Pool pool,
      ModuleSchema module,
      EventBusSettings settings,
      EventTopics topics,
      EventCatalog catalog,
      String source,
      Set<String> streams,
      RelayMeter meter) {
    control = new ControlProducer(vertx, settings.kafka());
    requests =
        new RequestLoop(
            settings.kafka(),
            topics,
            settings.environment(),
            module.module(),
            new Republisher(pool, module, topics, catalog, source, streams, control, meter));
  }

  /** Sends requests. */
  public ControlProducer control() {
    return control;
  }

  /** Begins to answer, unless it has begun already; the topic of requests must exist. */
  public void start() {
    requests.start();
  }

  /** Ends after the request that is being answered. */
  public Future<Void> close() {
    return requests.close().eventually(control::close);
  }
}
