/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.module.PushInbox;
import org.folio.eventbus.console.output.Text;

/** The checks of the inbox of events pushed over HTTP. */
final class PushedEvents {

  private static final String SUBJECT = "inbox";

  private PushedEvents() {}

  /** The findings; none if no module has an inbox. */
  static List<Finding> findings(Modules modules) {
    return PushInbox.ask(modules).stream().map(PushedEvents::of).flatMap(List::stream).toList();
  }

  static List<Finding> of(ModuleAnswer answer) {
    String module = answer.module().name();
    if (!answer.good()) {
      // A module that is down, or a tenant without the module, is reported already.
      return PushInbox.isRefused(answer)
          ? List.of(
              Finding.note(
                  module,
                  SUBJECT,
                  "Whether events that were pushed wait is not known: " + answer.failure(),
                  "Ask with a token that has the permission, or ask the module directly"))
          : List.of();
    }
    List<Finding> findings = new ArrayList<>();
    poison(answer).ifPresent(findings::add);
    long waiting = answer.body().path("waiting").asLong();
    if (waiting > 0) {
      findings.add(
          Finding.note(
              module,
              SUBJECT,
              "%s that %s pushed %s not applied yet"
                  .formatted(
                      Text.count(waiting, "event"),
                      waiting == 1 ? "was" : "were",
                      waiting == 1 ? "is" : "are"),
              "Nothing if it becomes less: ./bus inbox"));
    }
    return findings;
  }

  private static Optional<Finding> poison(ModuleAnswer answer) {
    long number = answer.body().path("totalRecords").asLong();
    if (number == 0) {
      return Optional.empty();
    }
    JsonNode oldest = answer.body().path("poison").path(0);
    return Optional.of(
        Finding.problem(
            answer.module().name(),
            SUBJECT,
            "%s that %s pushed cannot be applied, the oldest %s since %s: %s"
                .formatted(
                    Text.count(number, "event"),
                    number == 1 ? "was" : "were",
                    Text.of(oldest, "type"),
                    Text.time(oldest, "receivedAt"),
                    Text.of(oldest, "cause")),
            "Remove the cause, then ./bus inbox release --reason WHY --yes"));
  }
}
