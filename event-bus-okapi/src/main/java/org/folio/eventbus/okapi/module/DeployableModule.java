/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.module;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.jspecify.annotations.Nullable;

/** The parts of a module that differ between modules. */
public interface DeployableModule {

  /** The module's name without version, for example {@code mod-circulation-adapter}. */
  String name();

  /**
   * The id of the descriptor that the instance serves, without version: the one of its mode if the
   * module has several; otherwise the module's name.
   */
  default String product() {
    return name();
  }

  /** Describes the module's purpose in a sentence. */
  String purpose();

  /** Adds streams, subscriptions and tables. Called once, before the bus is built. */
  void describe(EventBusBuilder bus);

  /**
   * Prepares a tenant further, after its topics and tables exist and before the work for it begins.
   * May be repeated.
   *
   * @param request the request that enables it, to call other modules on its behalf
   * @return fails with an exception whose message tells the caller what could not be done
   */
  default Future<Void> prepare(OkapiRequest request) {
    return Future.succeededFuture();
  }

  /**
   * What the module knows and the bus does not see: a sentence each, with what to do. Readiness and
   * {@code doctor} show them. Called often, on any thread; must not block.
   *
   * @param tenant those of one tenant; null for all
   */
  default List<String> warnings(@Nullable TenantId tenant) {
    return List.of();
  }

  /** The module's own routes. Called once, after the bus was built and before it starts. */
  List<RouteGroup> routes(Vertx vertx, EventBus bus);
}
