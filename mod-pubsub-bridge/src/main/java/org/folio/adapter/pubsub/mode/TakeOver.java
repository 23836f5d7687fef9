/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import org.folio.adapter.pubsub.registry.Registrations;
import org.folio.adapter.pubsub.registry.SubscriptionLimit;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * The first enabling of a tenant whose modules are registered at mod-pubsub: imports them, and lets
 * mod-pubsub go on delivering until an operator chooses another mode. So no request fails between
 * the enabling and the operator's next step.
 */
public final class TakeOver {

  private final TenantDatabase database;
  private final RegistrationTransfer transfer;
  private final SubscriptionLimit limit;
  private final Runnable changed;

  /**
   * A take-over.
   *
   * @param modPubSub exists
   * @param changed is told when registrations were imported
   */
  public TakeOver(
      TenantDatabase database, ModPubSub modPubSub, SubscriptionLimit limit, Runnable changed) {
    this.limit = limit;
    this.database = database;
    this.transfer = new RegistrationTransfer(modPubSub);
    this.changed = changed;
  }

  /** Takes over, unless the bridge knows a module of the tenant, or mod-pubsub knows none. */
  public Future<Void> begin(OkapiRequest request) {
    return database
        .withConnection(request.tenant(), Registrations::find)
        .compose(
            known ->
                known.modules().isEmpty()
                    ? transfer.fetch(request).compose(found -> take(request, found))
                    : Future.succeededFuture());
  }

  private Future<Void> take(OkapiRequest request, Registrations found) {
    return found.modules().isEmpty()
        ? Future.succeededFuture()
        : database
            .withTransaction(
                request.tenant(),
                (tx, schema) ->
                    found
                        .store(tx, schema, limit)
                        .compose(stored -> TenantMode.put(tx, schema, BridgeMode.OFF)))
            .onSuccess(taken -> changed.run())
            .mapEmpty();
  }
}
