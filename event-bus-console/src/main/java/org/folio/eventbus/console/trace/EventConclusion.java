/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence about one event comes to.
 *
 * @param problem whether the event lacks an effect, or was not even sent
 * @param waits whether nothing is wrong with it but that it waits behind a parked event
 * @param advice what to do about it
 */
record EventConclusion(String sentence, boolean problem, boolean waits, List<String> advice) {

  private static final List<String> NEVER_PUBLISHED =
      List.of(
          "Look at the publishing module's log for the request that should have published it: it was not answered with 201",
          "Without the event the count stays wrong: ./bus reconcile --user USER compares it with storage, and with --yes repairs it",
          "The witness of mod-circulation-adapter (docs/witness.md) publishes what mod-circulation forgets");

  private EventConclusion(String sentence, boolean problem, List<String> advice) {
    this(sentence, problem, false, advice);
  }

  static List<String> adviceIfNeverPublished() {
    return NEVER_PUBLISHED;
  }

  static EventConclusion of(TracedEvent event, List<AskedModule> asked, String readiness) {
    Optional<ModulePublication> publication = event.publication();
    return publication.isPresent()
        ? known(event, publication.get(), asked, readiness)
        : unknown(event, asked);
  }

  private static EventConclusion unknown(TracedEvent event, List<AskedModule> asked) {
    List<SubscriptionVerdict> done =
        event.subscriptions().stream().filter(SubscriptionVerdict::done).toList();
    List<AskedModule> publishing = asked.stream().filter(AskedModule::publishes).toList();
    String unpublished =
        publishing.isEmpty()
            ? "no module that publishes events was asked"
            : "neither outbox nor journal of %s have it, which keep %s days"
                .formatted(Conclusion.names(publishing.stream()), keptDays(publishing));
    boolean met = event.key() != null;
    if (!done.isEmpty()) {
      return new EventConclusion(
          "%s was %s; %s: it is older, or another producer wrote it."
              .formatted(event.subject(), applied(done), unpublished),
          false,
          List.of());
    }
    if (met || publishing.isEmpty()) {
      return pending(
          event,
          "%s is known to no publishing module: %s".formatted(event.subject(), unpublished),
          asked);
    }
    return new EventConclusion(
        "%s was never published: %s.".formatted(event.subject(), unpublished),
        true,
        NEVER_PUBLISHED);
  }

  private static EventConclusion known(
      TracedEvent event, ModulePublication publication, List<AskedModule> asked, String readiness) {
    if (publication.verdict().equals(ModulePublication.SENT)) {
      return sent(event, publication, asked);
    }
    if (publication.verdict().equals(ModulePublication.NOT_SENT)) {
      return new EventConclusion(
          "%s was committed by %s at %s and is not sent yet%s. It waits in the outbox, and nothing is lost."
              .formatted(
                  event.subject(),
                  publication.module(),
                  time(publication.committedAt()),
                  readiness.isEmpty() ? "" : ": " + readiness),
          true,
          List.of("See that brokers answer (./bus doctor); it is then sent by itself"));
    }
    return new EventConclusion(
        "%s was committed by %s at %s and cannot be sent: %s. Later events of its key wait behind it."
            .formatted(
                event.subject(),
                publication.module(),
                time(publication.committedAt()),
                publication.cause()),
        true,
        List.of(
            "Remove the cause, then ./bus parked release --subscription relay --event %s --reason WHY --yes"
                .formatted(event.eventId())));
  }

  private static EventConclusion sent(
      TracedEvent event, ModulePublication publication, List<AskedModule> asked) {
    List<SubscriptionVerdict> done =
        event.subscriptions().stream().filter(SubscriptionVerdict::done).toList();
    boolean lacking = event.subscriptions().stream().anyMatch(SubscriptionVerdict::lacks);
    if (!done.isEmpty() && !lacking) {
      return new EventConclusion(
          "%s was sent and %s.".formatted(event.subject(), applied(done)), false, List.of());
    }
    return pending(
        event,
        "%s was sent by %s at %s%s"
            .formatted(
                event.subject(),
                publication.module(),
                time(publication.sentAt()),
                done.isEmpty() ? "" : " and " + applied(done)),
        asked);
  }

  // Sent, and not applied where it should be.
  private static EventConclusion pending(
      TracedEvent event, String beginning, List<AskedModule> asked) {
    List<String> sentences = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    for (SubscriptionVerdict one : event.subscriptions()) {
      if (one.lacks()) {
        sentences.add("%s: %s. %s".formatted(one.name(), one.verdict(), one.explanation()));
        advice.addAll(Advice.of(one, event));
      }
    }
    if (sentences.isEmpty()) {
      return new EventConclusion(
          "%s, but no module that was asked applies it%s."
              .formatted(beginning, nobody(event, asked)),
          true,
          List.of(
              "See that the module that should apply it is asked (--modules) and has the tenant enabled (./bus doctor)"));
    }
    return new EventConclusion(
        "%s, but not applied by %s".formatted(beginning, ended(String.join("; ", sentences))),
        true,
        event.subscriptions().stream()
            .filter(SubscriptionVerdict::lacks)
            .allMatch(one -> one.verdict().equals(SubscriptionVerdict.BEHIND)),
        advice);
  }

  private static String nobody(TracedEvent event, List<AskedModule> asked) {
    List<String> reasons = new ArrayList<>();
    for (SubscriptionVerdict one : event.subscriptions()) {
      reasons.add("%s: %s, %s".formatted(one.name(), one.verdict(), one.explanation()));
    }
    for (AskedModule one : asked) {
      boolean speaks =
          event.subscriptions().stream().anyMatch(two -> two.module().equals(one.module()));
      if (one.explanation() != null && !speaks && !one.publishes()
          || Boolean.FALSE.equals(one.tenantEnabled())) {
        reasons.add("%s: %s".formatted(one.module(), one.explanation()));
      }
    }
    return reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
  }

  private static String ended(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String applied(List<SubscriptionVerdict> done) {
    return "applied by "
        + done.stream()
            .map(one -> one.name() + (one.since() == null ? "" : " at " + time(one.since())))
            .collect(Collectors.joining(" and by "));
  }

  private static String keptDays(List<AskedModule> modules) {
    return modules.stream()
        .map(one -> String.valueOf(one.keptDays()))
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String time(@Nullable String at) {
    return at == null ? "an unknown time" : Text.time(Instant.parse(at));
  }
}
