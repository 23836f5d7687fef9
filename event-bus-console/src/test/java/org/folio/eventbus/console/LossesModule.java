/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;

/** A module that subscribes only to events of lost items. */
final class LossesModule implements DeployableModule {

  @Override
  public String name() {
    return "mod-losses";
  }

  @Override
  public String purpose() {
    return "Hears of losses.";
  }

  @Override
  public void describe(EventBusBuilder builder) {
    TransactionalHandler nothing = (batch, tx) -> Future.succeededFuture();
    builder.subscribe(
        new Subscription(
            "losses", EventCatalog.LOAN_EVENTS, Set.of("ITEM_DECLARED_LOST"), nothing));
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    return List.of();
  }
}
