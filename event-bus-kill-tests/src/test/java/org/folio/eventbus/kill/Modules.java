/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;

/** The two modules of these tests: one publishes, one consumes. */
final class Modules {

  static final TenantId DIKU = new TenantId("diku");
  static final String WRITER = "mod-writer";
  static final String READER = "mod-reader";
  static final String WRITER_SCHEMA = "diku_mod_writer";
  static final String READER_SCHEMA = "diku_mod_reader";
  static final String SUBSCRIPTION = "ledger";

  // Longer than a test holds a handler: it starts another process, which takes time on a busy
  // machine, and then waits for longer than the revoke limit.
  private static final Duration HANDLER_LIMIT = Duration.ofMinutes(2);

  private Modules() {}

  static EventBus writer(Vertx vertx, EventBusSettings settings) {
    return EventBus.builder(vertx, settings, WRITER)
        .changelog("truth.sql")
        .publish(List.of(EventCatalog.LOAN_EVENTS))
        .build();
  }

  static EventBus reader(Vertx vertx, EventBusSettings settings) {
    return EventBus.builder(vertx, settings, READER)
        .changelog("ledger.sql")
        .subscribe(
            new Subscription(
                SUBSCRIPTION,
                EventCatalog.LOAN_EVENTS,
                EventCatalog.circulation().typeNames(),
                new LedgerHandler(),
                SubscriptionPolicy.builder().handlerLimit(HANDLER_LIMIT).build()))
        .build();
  }

  static String topic(String environment) {
    return environment + ".diku." + EventCatalog.LOAN_EVENTS;
  }

  static String group(String environment) {
    return environment + "." + READER + "." + SUBSCRIPTION;
  }
}
