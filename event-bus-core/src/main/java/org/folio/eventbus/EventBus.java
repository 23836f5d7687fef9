/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.base.progress.ProgressWatch;

/**
 * The event bus of one process of one module: publishes through the outbox, relays to Kafka, and
 * runs the module's subscriptions, for every tenant that has the module enabled.
 *
 * <p>Safe for use by several threads. Futures complete on the context of their caller.
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

  /**
   * Adds a subscription while the bus runs, for some of the tenants that have the module enabled.
   * If one of its name runs, only the tenants of that one change. Each instance of the module adds
   * it again after a start.
   *
   * @param tenants may be empty, and may name tenants that have not enabled the module
   * @throws IllegalArgumentException if the catalog does not know its stream or a type
   */
  Future<Void> subscribe(Subscription subscription, Set<TenantId> tenants);

  /**
   * Ends a subscription after its running batches; nothing happens if there is none of that name.
   * Its cursors and offsets stay, and it resumes there when it is added again.
   */
  Future<Void> unsubscribe(String name);

  /**
   * Publishes in a transaction of its own, for a module whose fact is not in this database. Calls
   * for a tenant that arrive while such a transaction is under way share the next one: hundreds of
   * single events cost a few commits, and a call that comes alone does not wait.
   *
   * @param tenant a tenant that has the module enabled
   * @param events in the order in which they happened; committed as a whole; may be empty
   * @return completes after the commit, with one result per event in the same order. Fails as
   *     {@link EventPublisher#publish} does, and then nothing is stored, unless the connection was
   *     lost during the commit: give events an id to be able to repeat the call
   */
  Future<List<PublishedEvent>> publish(TenantId tenant, List<EventDraft> events);

  /** Publishes within the caller's transaction. */
  EventPublisher publisher();

  /** The tenants that the bus works for. */
  Tenants tenants();

  /** The state of the bus as this process sees it. */
  Future<BusHealth> health();

  /** Operations for operators' tools, and for modules that need more than events. */
  EventBusAdmin admin();

  /** The pool of connections to the module's database. */
  Pool pool();

  /** The names of the module's schemas. */
  ModuleSchema schema();

  /** Reports work that stands still; a module registers its own background work here. */
  ProgressWatch progress();

  /** Completes running work and closes the bus; the next start resumes what is not finished. */
  Future<Void> close();
}
