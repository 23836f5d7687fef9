/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.folio.eventbus.TenantId;

/**
 * {@code POST /_/tenant} of interface {@code _tenant} 2.0, answered with 204 when the work is done
 * (contract: Okapi accepts that in place of an asynchronous job).
 */
public final class TenantRoutes implements RouteGroup {

  private static final String MODULE_TO = "module_to";
  private static final String MODULE_FROM = "module_from";
  private static final String PURGE = "purge";

  private final TenantLifecycle lifecycle;
  private final TenantTurns turns = new TenantTurns();

  /** Routes that call the given lifecycle. */
  public TenantRoutes(TenantLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public void mount(Router router) {
    router.post("/_/tenant").handler(Endpoint.handler(this::post));
  }

  private Future<Answer> post(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Change change = change(JsonBody.read(ctx, JsonBody.BAD_REQUEST));
    return turns
        .run(tenant, () -> apply(change, tenant))
        .map(done -> Answer.noContent())
        .recover(failure -> Future.failedFuture(explained(change, tenant, failure)));
  }

  private Future<Void> apply(Change change, TenantId tenant) {
    return switch (change) {
      case ENABLE -> lifecycle.enable(tenant);
      case DISABLE -> lifecycle.disable(tenant);
      case PURGE -> lifecycle.purge(tenant);
    };
  }

  private static Change change(JsonObject body) {
    boolean to = isGiven(body, MODULE_TO);
    boolean from = isGiven(body, MODULE_FROM);
    boolean purge = isPurge(body);
    if (to && purge) {
      // Okapi sends two calls for this; guessing here could delete what should stay.
      throw HttpFailure.text(400, "Send purge without module_to first, then module_to alone");
    }
    if (!to && !from && !purge) {
      throw HttpFailure.text(400, "One of module_to, module_from and purge must be given");
    }
    if (to) {
      return Change.ENABLE;
    }
    return purge ? Change.PURGE : Change.DISABLE;
  }

  private static boolean isGiven(JsonObject body, String name) {
    Object value = body.getValue(name);
    if (value != null && !(value instanceof String)) {
      throw HttpFailure.text(400, name + " must be the id of a module, a text");
    }
    return value != null;
  }

  private static boolean isPurge(JsonObject body) {
    Object value = body.getValue(PURGE);
    if (value != null && !(value instanceof Boolean)) {
      throw HttpFailure.text(400, "purge must be true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  private static Throwable explained(Change change, TenantId tenant, Throwable failure) {
    if (failure instanceof HttpFailure) {
      return failure;
    }
    return HttpFailure.text(
        500,
        "Tenant "
            + tenant
            + " could not be "
            + change.done
            + "; the reason is in the module's log. The call can be repeated",
        failure);
  }

  private enum Change {
    ENABLE("enabled"),
    DISABLE("disabled"),
    PURGE("purged");

    private final String done;

    Change(String done) {
      this.done = done;
    }
  }
}
