/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;

/** Lends items at a self-service desk, counts the loans of each patron, and sends notices. */
public final class LoanCounterModule implements DeployableModule {

  static final String NAME = "mod-loan-counter";

  // tag: type
  static final String STREAM = "loan-counter.loans";
  static final String ITEM_LENT = "ITEM_LENT";

  private static final EventCatalog CATALOG =
      new EventCatalog(
          List.of(new EventType(ITEM_LENT, STREAM, "userId", "/schemas/itemLent.json")));
  // end: type

  private static final Pattern HTTP_URL = Pattern.compile("https?://\\S+[^/\\s]");

  private final URI noticeService;

  LoanCounterModule(URI noticeService) {
    this.noticeService = noticeService;
  }

  /** Starts the module; {@code --help} prints its environment variables. */
  public static void main(String[] arguments) {
    ModuleProcess.run(LoanCounterModule::from, arguments);
  }

  static LoanCounterModule from(Environment environment) {
    return new LoanCounterModule(
        URI.create(
            environment.matching(
                "NOTICE_URL", "http://localhost:8090", HTTP_URL, "URL of the notice service")));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String purpose() {
    return "Lends items, counts the loans of each patron, and sends a notice of each loan.";
  }

  // tag: describe
  @Override
  public void describe(EventBusBuilder bus) {
    LoanNotice notice = new LoanNotice(bus.vertx(), noticeService, bus.registry().orElseThrow());
    bus.catalog(CATALOG)
        .publish(Set.of(STREAM))
        .changelog("loan-counter.sql")
        .subscribe(new Subscription("loan-count", STREAM, Set.of(ITEM_LENT), new LoanCount()))
        .subscribe(new Subscription("loan-notice", STREAM, Set.of(ITEM_LENT), notice));
  }

  // end: describe

  @Override
  public List<RouteGroup> routes(Vertx vertx, EventBus bus) {
    return List.of(new LoanRoutes(bus));
  }
}
