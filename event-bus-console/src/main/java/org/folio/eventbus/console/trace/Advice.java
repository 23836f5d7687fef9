/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/** Advice for an event that a subscription has not applied. */
public final class Advice {

  private static final String UNAVAILABLE = "UNAVAILABLE";
  private static final String HELD =
      "Nothing for now: events that do not arrive in time are requested automatically, and ./bus gaps shows them then";

  private Advice() {}

  /**
   * The advice.
   *
   * @param enabledSince since when the subscribing module works for the tenant; null if it is not
   *     known
   */
  static List<String> of(
      SubscriptionVerdict verdict, TracedEvent event, @Nullable String enabledSince) {
    String subscription = verdict.subscription();
    Blocker blocker = verdict.blocker();
    if (verdict.held()) {
      return List.of(HELD);
    }
    return switch (verdict.verdict()) {
      case "PARKED" -> List.of(release(subscription, event.eventId()));
      case "BEHIND_PARKED" ->
          List.of(
              blocker == null
                  ? "See what it waits behind: " + key(event)
                  : release(subscription, blocker.eventId()));
      case "GAP_OPEN" ->
          List.of(
              "See ./bus gaps. If the publishing module has it: " + republish(event),
              nobodyHasIt(
                  subscription,
                  String.valueOf(event.stream()),
                  String.valueOf(event.key()),
                  String.valueOf(event.sequence()),
                  String.valueOf(event.sequence())));
      case "WAITING" ->
          beforeEnabling(verdict, event, enabledSince)
              ? List.of(
                  "It was sent before the module was enabled for the tenant. If ./bus lag shows that nothing waits, it was deleted from its topic before: "
                      + republish(event))
              : List.of(
                  "See the progress of %s and its obstacles: ./bus lag".formatted(verdict.name()));
      case "UNDECIDED" ->
          List.of("Ask again when the publishing module answers, which knows the event's place");
      case "SKIPPED" ->
          List.of("Nothing, if that was right; ./bus operations tells who decided it and why");
      default -> List.of();
    };
  }

  /** Advice for sequences that a subscription misses. */
  public static List<String> ofGap(JsonNode gap) {
    return Text.of(gap, "state").equals(UNAVAILABLE)
        ? List.of(
            "The publishing module no longer has the missing events. If a backup has them: put them into the journal, then ./bus republish %s --key %s --first %s --last %s --reason WHY --yes"
                .formatted(
                    Text.of(gap, "stream"),
                    Text.quoted(Text.of(gap, "key")),
                    Text.of(gap, "firstSequence"),
                    Text.of(gap, "lastSequence")),
            nobodyHasIt(
                Text.of(gap, "subscription"),
                Text.of(gap, "stream"),
                Text.of(gap, "key"),
                Text.of(gap, "firstSequence"),
                Text.of(gap, "lastSequence")))
        : List.of(
            "The publishing module is being asked for the missing events; check that it runs, then ./bus gaps again");
  }

  /** Whether a subscription without any event of the key may have begun after the event. */
  static boolean beforeEnabling(
      SubscriptionVerdict verdict, TracedEvent event, @Nullable String enabledSince) {
    String sent = event.publication().map(ModulePublication::sentAt).orElse(null);
    return verdict.verdict().equals(SubscriptionVerdict.WAITING)
        && verdict.applied() == 0
        && sent != null
        && enabledSince != null
        && Instant.parse(sent).isBefore(Instant.parse(enabledSince));
  }

  static String key(TracedEvent event) {
    return "./bus key %s %s".formatted(event.stream(), Text.quoted(String.valueOf(event.key())));
  }

  static String republish(TracedEvent event) {
    return "./bus republish %s --event %s --reason WHY --yes"
        .formatted(event.stream(), event.eventId());
  }

  /** The option for a patron; empty text, which means all, if no complete id is known. */
  static String ofUser(@Nullable String patron) {
    return patron == null || Text.isMasked(patron) ? "" : " --user " + patron;
  }

  private static String nobodyHasIt(
      String subscription, String stream, String key, String first, String last) {
    String user = stream.equals(TracedEvent.PATRONS) ? ofUser(key) : "";
    return "If nobody has it: ./bus reconcile%s --yes repairs the count, and ./bus skip --subscription %s --stream %s --key %s --first %s%s --reason WHY --yes gives the number up"
        .formatted(
            user,
            subscription,
            stream,
            Text.quoted(key),
            first,
            first.equals(last) ? "" : " --last " + last);
  }

  private static String release(String subscription, String eventId) {
    return "Remove the cause, then ./bus parked release --subscription %s --event %s --reason WHY --yes"
        .formatted(subscription, eventId);
  }
}
