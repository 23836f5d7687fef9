/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * The conclusion from the evidence about one event.
 *
 * @param problem whether the event lacks an effect, or was not sent
 * @param waits whether it only waits behind a parked event
 * @param unknown whether a module that may have applied it did not answer
 * @param advice the remedies
 */
record EventConclusion(
    String sentence, boolean problem, boolean waits, boolean unknown, List<String> advice) {

  private EventConclusion(String sentence, boolean problem, List<String> advice) {
    this(sentence, problem, false, false, advice);
  }

  /**
   * Advice.
   *
   * @param user the patron of the event; null if it is not known
   * @param counted whether storage was asked and agrees with the count
   */
  static List<String> adviceIfNeverPublished(
      String tenant, @Nullable String user, boolean counted) {
    List<String> advice = new ArrayList<>();
    advice.add(
        "Look at the publishing module's log: the request that should have published it was never made, or was not answered with 201");
    advice.add(
        "If it was published for another tenant, ask with --tenant: only events of tenant %s were searched"
            .formatted(tenant));
    if (!counted) {
      advice.add(
          "If it should have been published, the count may lack it: "
              + (user == null
                  ? "ask with the patron (--user), and storage is asked and compared with the count"
                  : "./bus reconcile --user %s compares the count with storage, and with --yes repairs it"
                      .formatted(user)));
    }
    advice.add(
        "The witness of mod-circulation-adapter (mod-circulation-adapter/docs/witness.md) publishes what mod-circulation forgets");
    return advice;
  }

  /** Advice for an event that no module knows any more; unknown arguments are null. */
  static List<String> adviceIfForgotten(@Nullable String stream, @Nullable String key) {
    List<String> advice = new ArrayList<>();
    if (stream != null && key != null) {
      advice.add(
          "./bus key %s %s tells how many events the key has had, and how far each subscription has come"
              .formatted(stream, Text.quoted(key)));
    }
    advice.add(
        "Compare the projection with its source: ./bus reconcile%s"
            .formatted(TracedEvent.PATRONS.equals(stream) ? Advice.ofUser(key) : ""));
    return advice;
  }

  static EventConclusion of(
      TracedEvent event, List<AskedModule> asked, String readiness, String tenant) {
    Optional<ModulePublication> publication = event.publication();
    return publication.isPresent()
        ? known(event, publication.get(), asked, readiness)
        : unknown(event, asked, tenant);
  }

  private static EventConclusion unknown(
      TracedEvent event, List<AskedModule> asked, String tenant) {
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
          "%s was %s. Its publication is not known: %s. It is older, or another producer wrote it."
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
    List<String> advice = new ArrayList<>();
    advice.add(
        "If it is the id of a loan, an item or a patron, and not of an event: ./bus trace --loan "
            + event.eventId());
    advice.addAll(adviceIfNeverPublished(tenant, null, false));
    return new EventConclusion(
        "%s was never published for tenant %s, or more than %s days ago: %s."
            .formatted(event.subject(), tenant, keptDays(publishing), unpublished),
        true,
        advice);
  }

  private static EventConclusion known(
      TracedEvent event, ModulePublication publication, List<AskedModule> asked, String readiness) {
    if (publication.verdict().equals(ModulePublication.SENT)) {
      return sent(event, publication, asked);
    }
    if (publication.verdict().equals(ModulePublication.NOT_SENT)) {
      Optional<AskedModule> disabled = disabled(publication.module(), asked);
      if (disabled.isPresent()) {
        return new EventConclusion(
            "%s was committed by %s at %s and is not sent: the tenant has disabled the module%s. It waits in the outbox, and nothing is lost."
                .formatted(
                    event.subject(),
                    publication.module(),
                    time(publication.committedAt()),
                    disabled.get().tenantSince() == null
                        ? ""
                        : " at " + time(disabled.get().tenantSince())),
            true,
            List.of(enabling(publication.module()) + "It is then sent automatically"));
      }
      return new EventConclusion(
          "%s was committed by %s at %s and is not sent yet%s. It waits in the outbox, and nothing is lost."
              .formatted(
                  event.subject(),
                  publication.module(),
                  time(publication.committedAt()),
                  readiness.isEmpty() ? "" : ": " + readiness),
          true,
          List.of("Check that brokers answer (./bus doctor); it is then sent automatically"));
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
          "%s was sent%s and %s%s."
              .formatted(event.subject(), derived(publication), applied(done), notMeantFor(event)),
          false,
          List.of());
    }
    return pending(
        event,
        "%s was sent by %s at %s%s%s"
            .formatted(
                event.subject(),
                publication.module(),
                time(publication.sentAt()),
                derived(publication),
                done.isEmpty() ? "" : " and " + applied(done)),
        asked);
  }

  private static String derived(ModulePublication publication) {
    return publication.derivedFrom() == null
        ? ""
        : " (derived from storage's record %s, because no module had published it)"
            .formatted(publication.derivedFrom());
  }

  // Sent, and not applied where it should be.
  private static EventConclusion pending(
      TracedEvent event, String beginning, List<AskedModule> asked) {
    List<String> sentences = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    for (SubscriptionVerdict one : event.subscriptions()) {
      if (one.lacks()) {
        sentences.add(
            "%s: %s%s. %s".formatted(one.name(), one.verdict(), moment(one), one.explanation()));
        advice.addAll(
            disabled(one.module(), asked).isPresent()
                ? List.of(enabling(one.module()) + "It then goes on where it stopped")
                : Advice.of(one, event, enabledSince(one, asked)));
      }
    }
    if (sentences.isEmpty()) {
      List<AskedModule> silent = asked.stream().filter(one -> !one.answered()).toList();
      if (!silent.isEmpty()) {
        return new EventConclusion(
            "%s; whether it was applied is not known: %s did not answer."
                .formatted(beginning, Conclusion.names(silent.stream())),
            false,
            false,
            true,
            List.of());
      }
      List<SubscriptionVerdict> expired = expired(event);
      return expired.isEmpty()
          ? nobodyApplies(event, beginning, asked)
          : new EventConclusion(
              "%s; whether it was applied is not known any more. %s"
                  .formatted(beginning, ended(told(expired))),
              true,
              adviceIfForgotten(event.stream(), event.key()));
    }
    return new EventConclusion(
        "%s, but not applied by %s".formatted(beginning, ended(String.join("; ", sentences))),
        true,
        event.subscriptions().stream()
            .filter(SubscriptionVerdict::lacks)
            .allMatch(one -> one.verdict().equals(SubscriptionVerdict.BEHIND)),
        false,
        advice);
  }

  // For operators' decisions the time is shown too; for others the explanation is enough.
  private static String moment(SubscriptionVerdict verdict) {
    return verdict.verdict().equals(SubscriptionVerdict.SKIPPED) && verdict.since() != null
        ? " at " + time(verdict.since())
        : "";
  }

  private static EventConclusion nobodyApplies(
      TracedEvent event, String beginning, List<AskedModule> asked) {
    List<String> advice = new ArrayList<>();
    asked.stream()
        .filter(one -> Boolean.FALSE.equals(one.tenantEnabled()))
        .forEach(
            one ->
                advice.add(
                    enabling(one.module())
                        + "It then reads the events that its topic still has; for those deleted from the topic: "
                        + Advice.republish(event)));
    advice.add(
        "Check that the module that should apply it is among those asked (--modules) and is enabled for the tenant (./bus doctor)");
    return new EventConclusion(
        "%s, but no module that was asked applies it%s.".formatted(beginning, nobody(event, asked)),
        true,
        advice);
  }

  private static String enabling(String module) {
    return "Enable %s for the tenant. ".formatted(module);
  }

  private static Optional<AskedModule> disabled(String module, List<AskedModule> asked) {
    return asked.stream()
        .filter(one -> one.module().equals(module))
        .filter(one -> Boolean.FALSE.equals(one.tenantEnabled()))
        .findFirst();
  }

  // A subscription that may have begun after the event shows since when it works for the tenant.
  private static @Nullable String enabledSince(
      SubscriptionVerdict verdict, List<AskedModule> asked) {
    return asked.stream()
        .filter(one -> one.module().equals(verdict.module()))
        .map(AskedModule::tenantSince)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<SubscriptionVerdict> expired(TracedEvent event) {
    return event.subscriptions().stream()
        .filter(one -> one.verdict().equals(SubscriptionVerdict.EXPIRED))
        .toList();
  }

  private static String told(List<SubscriptionVerdict> verdicts) {
    return verdicts.stream()
        .map(one -> "%s: %s, %s".formatted(one.name(), one.verdict(), one.explanation()))
        .collect(Collectors.joining("; "));
  }

  private static String notMeantFor(TracedEvent event) {
    List<SubscriptionVerdict> others =
        event.subscriptions().stream().filter(one -> !one.done() && !one.lacks()).toList();
    return others.isEmpty() ? "" : ". Not so by " + told(others);
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
        + done.stream().map(EventConclusion::applied).collect(Collectors.joining(" and by "));
  }

  private static String applied(SubscriptionVerdict one) {
    if (one.repeatedOnly()) {
      return "%s before %s, when it came again and was ignored (%s: %s)"
          .formatted(one.name(), time(one.since()), one.verdict(), one.explanation());
    }
    long repetitions = one.repetitions();
    return one.name()
        + (one.since() == null ? "" : " at " + time(one.since()))
        + (repetitions == 0
            ? ""
            : ", and ignored when it came again %s"
                .formatted(repetitions == 1 ? "once" : repetitions + " times"));
  }

  static String keptDays(List<AskedModule> modules) {
    return modules.stream()
        .map(one -> String.valueOf(one.keptDays()))
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String time(@Nullable String at) {
    return at == null ? "an unknown time" : Text.time(Instant.parse(at));
  }
}
