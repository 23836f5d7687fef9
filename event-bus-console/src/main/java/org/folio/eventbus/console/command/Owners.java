/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Text;

/** Finds the responsible module. */
final class Owners {

  private static final String RELAY = "relay";

  private Owners() {}

  /**
   * The module of a subscription; for events that brokers reject, the module that holds some.
   *
   * @throws ConsoleException if there is none, or several
   */
  static EventBusModule ofSubscription(Modules modules, String subscription) {
    return subscription.equals(RELAY)
        ? find(
            modules,
            "/event-bus/parked",
            "parked",
            "subscription",
            one -> Text.of(one, "subscription").equals(RELAY),
            "has events that brokers refuse")
        : find(
            modules,
            "/event-bus/subscriptions",
            "subscriptions",
            "name",
            one -> Text.of(one, "name").equals(subscription),
            "has a subscription " + subscription);
  }

  /** The module that publishes a stream. */
  static EventBusModule ofStream(Modules modules, String stream) {
    return find(
        modules,
        "/event-bus/topics",
        "topics",
        "stream",
        one -> one.path("written").asBoolean() && Text.of(one, "stream").equals(stream),
        "publishes " + stream);
  }

  private static EventBusModule find(
      Modules modules,
      String path,
      String member,
      String name,
      Predicate<JsonNode> fits,
      String what) {
    List<EventBusModule> found = new ArrayList<>();
    List<EventBusModule> silent = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    for (ModuleAnswer answer : modules.ask(path, Map.of())) {
      if (!answer.answered()) {
        silent.add(answer.module());
      }
      for (JsonNode one : answer.body().path(member)) {
        names.add(Text.of(one, name));
        if (fits.test(one) && !found.contains(answer.module())) {
          found.add(answer.module());
        }
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      throw ConsoleException.usage(
          "More than one module %s: choose with --module one of %s"
              .formatted(what, Modules.names(found)));
    }
    if (!silent.isEmpty()) {
      throw ConsoleException.unreachable(
          "No module that answered %s, and %s did not answer"
              .formatted(what, Modules.names(silent)));
    }
    throw ConsoleException.usage(
        "No module %s%s"
            .formatted(what, names.isEmpty() ? "" : "; there are " + String.join(", ", names)));
  }
}
