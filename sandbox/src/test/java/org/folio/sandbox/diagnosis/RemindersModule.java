/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.ChildJvm;

/**
 * A second module that reads loan events and reminds patrons. It subscribes to check-outs only, and
 * refuses loans that were due before {@link #BEGINNING}.
 */
final class RemindersModule implements DeployableModule {

  static final String NAME = "mod-reminders";
  static final String SUBSCRIPTION = "reminders";

  /** The module refuses loans that are due before this time. */
  static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

  /** The cause of the refusal. */
  static final String REFUSAL = "Nobody can be reminded of a day in the last century";

  public static void main(String[] arguments) {
    ChildJvm.exitWithParent();
    ModuleProcess.run(new RemindersModule(), arguments);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String purpose() {
    return "Reminds patrons.";
  }

  @Override
  public void describe(EventBusBuilder builder) {
    TransactionalHandler handler = RemindersModule::remind;
    builder.subscribe(
        new Subscription(
            SUBSCRIPTION, EventCatalog.LOAN_EVENTS, Set.of("ITEM_CHECKED_OUT"), handler));
  }

  private static Future<Void> remind(EventBatch batch, SqlConnection tx) {
    for (Event event : batch.events()) {
      Instant dueDate = Instant.parse(new JsonObject(event.payload()).getString("dueDate"));
      if (dueDate.isBefore(BEGINNING)) {
        return Future.failedFuture(new IllegalArgumentException(REFUSAL));
      }
    }
    return Future.succeededFuture();
  }

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    return List.of();
  }
}
