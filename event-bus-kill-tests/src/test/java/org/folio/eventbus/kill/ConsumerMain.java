/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ParkedKeyChoice;
import org.folio.eventbus.admin.parked.ReleaseResult;

/** The main class of a process that consumes, and that releases parked keys on command. */
final class ConsumerMain {

  private ConsumerMain() {}

  /** Runs until the parent ends the process or dies. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    EventBus bus = Modules.reader(vertx, EventBusSettings.from(System.getenv()));
    bus.start().await(1, TimeUnit.MINUTES);
    BusProcess.serve(bus, command -> obey(bus, command));
  }

  private static String obey(EventBus bus, List<String> command) {
    if (!command.get(0).equals("release")) {
      throw new IllegalArgumentException(command.toString());
    }
    try {
      ReleaseResult result =
          bus.admin()
              .parked()
              .release(
                  Modules.DIKU,
                  Modules.SUBSCRIPTION,
                  new ParkedKeyChoice(
                      new StreamKey(EventCatalog.LOAN_EVENTS, command.get(1)), null),
                  new Justification("the cause is mended", "tester"),
                  false)
              .await(2, TimeUnit.MINUTES)
              .released();
      return result.released() + " released " + result.remaining() + " remaining";
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
