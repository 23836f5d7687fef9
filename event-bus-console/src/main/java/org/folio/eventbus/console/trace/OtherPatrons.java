/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Events of a loan that were published for another patron than the requested one.
 *
 * @param unsearched publishing modules that could not search completely
 */
record OtherPatrons(List<TracedEvent> events, List<String> unsearched) {

  static final OtherPatrons NONE = new OtherPatrons(List.of(), List.of());

  /** The beginning of a sentence, which the knowledge of the events completes. */
  String beginning() {
    return "The loan is named by %s for another patron: "
        .formatted(events.size() == 1 ? "an event" : events.size() + " events");
  }

  /** The positions of the events, for a check of both patrons' counts. */
  String advice() {
    return "Compare the borrower of the loan in storage with the patron of the event; the other patron's events: "
        + events.stream().map(Advice::key).distinct().collect(Collectors.joining(" and "));
  }

  String unknown() {
    return "It is not known whether an event names the loan for another patron: %s could not search everything."
        .formatted(String.join(" and ", unsearched));
  }
}
