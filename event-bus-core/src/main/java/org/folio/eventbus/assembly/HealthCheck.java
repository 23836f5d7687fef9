/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.progress.Standstill;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.relay.Relay;
import org.folio.eventbus.tenant.TenantRegistry;
import org.folio.eventbus.topic.BrokerWatch;

/** Checks the health of a bus from its process. */
final class HealthCheck {

  private final Context context;
  private final DatabaseSettings database;
  private final TenantRegistry tenants;
  private final BrokerWatch brokers;
  private final ProgressWatch watch;
  private final Optional<Relay> relay;
  private final Supplier<Future<List<SubscriptionStatus>>> subscriptions;

  HealthCheck(
      Context context,
      DatabaseSettings database,
      TenantRegistry tenants,
      BrokerWatch brokers,
      ProgressWatch watch,
      Optional<Relay> relay,
      Supplier<Future<List<SubscriptionStatus>>> subscriptions) {
    this.context = context;
    this.database = database;
    this.tenants = tenants;
    this.brokers = brokers;
    this.watch = watch;
    this.relay = relay;
    this.subscriptions = subscriptions;
  }

  Future<BusHealth> run() {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    // Checked before any event loop, because a blocked one does not answer.
    List<Standstill> standstills = watch.standstills();
    if (standstills.stream().anyMatch(one -> one.kind() == MoverKind.EVENT_LOOP)) {
      return Future.succeededFuture(
          new BusHealth(standstills.stream().map(Standstill::sentence).toList(), List.of()));
    }
    return Future.<Void>future(
            promise ->
                context.runOnContext(
                    run -> {
                      noteServers(problems, warnings);
                      noteStandstills(standstills, problems, warnings);
                      promise.complete();
                    }))
        .compose(
            noted ->
                relay
                    .map(Relay::problems)
                    .orElse(Future.succeededFuture(List.of()))
                    .onSuccess(warnings::addAll))
        .compose(ofRelay -> subscriptions.get())
        .map(
            statuses -> {
              statuses.forEach(status -> warnings.addAll(status.problems()));
              // Both checks report a standstill of a subscription.
              warnings.removeAll(problems);
              return new BusHealth(problems, warnings);
            });
  }

  // Taking the process out of service does not help while brokers are down: it would stop
  // publishing as well.
  private void noteStandstills(
      List<Standstill> standstills, List<String> problems, List<String> warnings) {
    for (Standstill one : standstills) {
      boolean here = one.kind().vital() && brokers.problem() == null;
      (here ? problems : warnings).add(one.sentence());
    }
  }

  // Brokers that answered before will return; a module that never reached one is probably
  // misconfigured.
  private void noteServers(List<String> problems, List<String> warnings) {
    String failure = tenants.failure();
    if (failure != null) {
      problems.add(
          "PostgreSQL at %s (DB_HOST, DB_PORT, DB_DATABASE) does not tell which tenants are enabled: %s"
              .formatted(database.address(), failure));
    }
    String kafka = brokers.problem();
    if (kafka != null) {
      (brokers.everReached() ? warnings : problems).add(kafka);
    }
  }
}
