/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.base.progress.ProgressWatch;

/**
 * The event bus of one process of one module: publishes through the outbox, relays to Kafka, and
 * runs the module's subscriptions, for every tenant that has the module enabled.
 *
 * <p>Usable from any thread. Futures complete on the context of their caller.
 */
public interface EventBus {

  /**
   * Begins to describe a bus.
   *
   * @param module the module's name without version, for example {@code mod-circulation-adapter}
   */
  static EventBusBuilder builder(Vertx vertx, EventBusSettings settings, String module) {
    return new EventBusBuilder(vertx, settings, new ModuleSchema(module));
  }

  /** Begins to relay and to consume for all enabled tenants. Never fails for an absent server. */
  Future<Void> start();

  /** Publishes within the caller's transaction. */
  EventPublisher publisher();

  /** For whom the bus works. */
  Tenants tenants();

  /** How the bus is, as far as this process can tell. */
  Future<BusHealth> health();

  /** What tools of operators ask, and modules that need more than events. */
  EventBusAdmin admin();

  /** The pool of connections to the module's database. */
  Pool pool();

  /** The names of the module's schemas. */
  ModuleSchema schema();

  /** Notices what stands still; a module registers here what moves by itself. */
  ProgressWatch progress();

  /** Ends after running work; what is not finished is done after the next start. */
  Future<Void> close();
}
