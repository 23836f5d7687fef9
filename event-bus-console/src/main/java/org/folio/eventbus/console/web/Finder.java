/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the page for whatever a person has pasted. */
final class Finder {

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}");
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z_]+");

  private final Inquiry inquiry;

  Finder(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  /** The link to the page of an event, a patron, a loan, an operation or a key. */
  Future<String> find(Visitor visitor, String text) {
    if (!ID.matcher(text).matches()) {
      return Future.succeededFuture(
          "/search?" + (TYPE.matcher(text).matches() ? "type=" : "key=") + Query.encoded(text));
    }
    // All at once: who has pasted the id does not know what it is either.
    Future<Boolean> event =
        holds(visitor, List.of("trace", "--alone", "--", text), Finder::isEvent);
    Future<Boolean> patron =
        holds(visitor, List.of("trace", "--user=" + text, "--limit=1"), Finder::any);
    Future<Boolean> operation =
        holds(visitor, List.of("trace", "--operation=" + text, "--limit=1"), Finder::any);
    Future<Boolean> loan =
        holds(visitor, List.of("trace", "--loan=" + text, "--limit=1"), Finder::any);
    return Future.all(event, patron, operation, loan)
        .map(
            all -> {
              Map<String, String> named = Map.of("id", text);
              if (event.result()) {
                return new Query(named).link("/event");
              }
              if (patron.result()) {
                return new Query(named).link("/patron");
              }
              if (operation.result()) {
                return new Query(Map.of("operation", text)).link("/search");
              }
              // What nobody knows is told best by the page of the event that it may be.
              return loan.result()
                  ? new Query(Map.of("loan", text)).link("/search")
                  : new Query(named).link("/event");
            });
  }

  private Future<Boolean> holds(Visitor visitor, List<String> command, Predicate<JsonNode> found) {
    return inquiry.answer(visitor, command, report -> found.test(report.json()));
  }

  private static boolean isEvent(JsonNode trace) {
    return trace.at("/events/0").has("type");
  }

  private static boolean any(JsonNode trace) {
    return !trace.path("events").isEmpty();
  }
}
