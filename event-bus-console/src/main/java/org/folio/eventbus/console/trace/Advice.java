/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.util.List;

/** What to do about an event that a subscription has not applied. */
final class Advice {

  private Advice() {}

  static List<String> of(SubscriptionVerdict verdict, TracedEvent event) {
    String subscription = verdict.subscription();
    Blocker blocker = verdict.blocker();
    return switch (verdict.verdict()) {
      case "PARKED" ->
          List.of(
              "Remove the cause, then ./bus parked release --subscription %s --event %s --reason WHY --yes"
                  .formatted(subscription, event.eventId()));
      case "BEHIND_PARKED" ->
          List.of(
              blocker == null
                  ? "See what it waits behind: ./bus key %s '%s'"
                      .formatted(event.stream(), event.key())
                  : "Remove the cause, then ./bus parked release --subscription %s --event %s --reason WHY --yes"
                      .formatted(subscription, blocker.eventId()));
      case "GAP_OPEN" ->
          List.of(
              "See ./bus gaps. If the publishing module has it: ./bus republish %s --event %s --reason WHY --yes"
                  .formatted(event.stream(), event.eventId()),
              "If nobody has it: ./bus reconcile repairs the count, and ./bus skip gives the number up");
      case "WAITING" ->
          List.of("See how far %s has come and what keeps it: ./bus lag".formatted(verdict.name()));
      case "UNDECIDED" ->
          List.of(
              "Ask again when the module that publishes the event answers, which knows its place");
      case "SKIPPED" ->
          List.of("Nothing, if that was right; ./bus operations tells who decided it and why");
      default -> List.of();
    };
  }
}
