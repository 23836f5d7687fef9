/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.jspecify.annotations.Nullable;

/** A module that publishes and subscribes to loan events. */
final class SearchModule implements DeployableModule {

  static final String NAME = "mod-search";

  private @Nullable EventBus bus;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String purpose() {
    return "Is asked for events.";
  }

  @Override
  public void describe(EventBusBuilder builder) {
    TransactionalHandler nothing = (batch, tx) -> Future.succeededFuture();
    builder
        .publish(List.of(EventCatalog.LOAN_EVENTS))
        .subscribe(
            new Subscription(
                "reader",
                EventCatalog.LOAN_EVENTS,
                EventCatalog.circulation().typeNames(),
                nothing));
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus built) {
    bus = built;
    return List.of();
  }

  /** The bus of the started module. */
  EventBus bus() {
    return Objects.requireNonNull(bus, "not started");
  }
}
