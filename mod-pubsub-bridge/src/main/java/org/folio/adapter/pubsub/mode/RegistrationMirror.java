/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.folio.adapter.pubsub.registry.Mirror;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * Hands changes of registrations on to mod-pubsub while that delivers the tenant's events, so that
 * both know the same modules.
 */
public final class RegistrationMirror implements Mirror {

  private static final int FIRST_REFUSAL = 300;

  private final TenantDatabase database;
  private final ModPubSub modPubSub;
  private final Runnable changed;

  /**
   * A mirror.
   *
   * @param changed is told of each change
   */
  public RegistrationMirror(TenantDatabase database, ModPubSub modPubSub, Runnable changed) {
    this.database = database;
    this.modPubSub = modPubSub;
    this.changed = changed;
  }

  @Override
  public Future<Void> changed(RoutingContext ctx) {
    changed.run();
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database
        .withConnection(tenant, TenantMode::find)
        .compose(
            found ->
                found.mode() == BridgeMode.BRIDGE
                    ? Future.succeededFuture()
                    : modPubSub
                        .forward(ctx)
                        .map(
                            answer -> {
                              if (answer.status() >= FIRST_REFUSAL) {
                                throw HttpFailure.text(
                                    502,
                                    "The bridge has stored the registration, but mod-pubsub answered with status "
                                        + answer.status());
                              }
                              return null;
                            }));
  }
}
