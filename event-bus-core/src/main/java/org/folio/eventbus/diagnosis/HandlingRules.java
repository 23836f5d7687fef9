/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.diagnosis.Decision;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.Handled;
import org.folio.eventbus.admin.diagnosis.Handling;
import org.folio.eventbus.admin.diagnosis.TenantStanding;
import org.folio.eventbus.admin.diagnosis.Verdict;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a subscription did with an event, from all stored evidence.
 *
 * @param type the event's type, if it is known
 * @param receipts of the event, oldest first
 * @param standing the progress of the subscription with the key
 * @param parked the parked record, if it is parked now
 * @param gap the gap that covers the event, if there is one
 * @param decisions operators' decisions about it, latest first
 * @param awaited the missing sequences that its key waits for, in order
 * @param tenant whether the module works for the tenant
 */
record HandlingRules(
    Subscription subscription,
    @Nullable String type,
    EventPlace place,
    List<Handled> receipts,
    EvidenceTables.Standing standing,
    EvidenceTables.@Nullable Parked parked,
    EvidenceTables.@Nullable Gap gap,
    List<Decision> decisions,
    List<Awaited> awaited,
    TenantStanding tenant,
    int keptDays) {

  private static final String BEFORE_IT_MISSING =
      "It waits for a sequence of its key that has not arrived; see the gaps of the key";

  Handling decide() {
    return done()
        .or(this::waitsParked)
        .or(this::absent)
        .or(this::skippedByOperator)
        .or(this::notSubscribed)
        .orElseGet(this::withoutTrace);
  }

  private Optional<Handling> done() {
    return receipts.stream()
        .filter(receipt -> isDone(receipt.outcome()))
        .findFirst()
        .map(
            receipt ->
                verdict(
                    Verdict.APPLIED,
                    "Applied by %s%s%s"
                        .formatted(
                            receipt.instance(),
                            receipt.outcome() == Outcome.RELEASED
                                ? ", after it had been parked and released" + released()
                                : "",
                            repeated()),
                    receipt.at()));
  }

  private String released() {
    return decided(true).map(one -> " " + one.byAndWhy()).orElse("");
  }

  private Optional<Decision> decided(boolean release) {
    return decisions.stream()
        .filter(one -> release == (one.kind() == Decision.Kind.RELEASED))
        .findFirst();
  }

  private static boolean isDone(Outcome outcome) {
    return outcome == Outcome.APPLIED || outcome == Outcome.RELEASED;
  }

  private String repeated() {
    long duplicates = receipts.stream().filter(one -> one.outcome() == Outcome.DUPLICATE).count();
    return duplicates == 0
        ? ""
        : "; it was delivered again %s and ignored"
            .formatted(duplicates == 1 ? "once" : duplicates + " times");
  }

  private Optional<Handling> waitsParked() {
    if (parked == null) {
      return Optional.empty();
    }
    boolean poison = parked.state() == ParkedState.POISON;
    return Optional.of(
        verdict(
            poison ? Verdict.PARKED : Verdict.BEHIND_PARKED,
            switch (parked.state()) {
              case POISON ->
                  "It cannot be applied: %s. Remove the cause and release the key"
                      .formatted(parked.cause());
              case GAP -> obstacle().orElse(BEFORE_IT_MISSING);
              case BEHIND, UNREADABLE -> obstacle().orElseGet(() -> behind(parked.poison()));
            },
            parked.since()));
  }

  private static String behind(EvidenceTables.@Nullable Poison poison) {
    return poison == null
        ? "It waits behind a parked event of its key; see the key"
        : "It waits behind %s %s, event %s: %s"
            .formatted(poison.type(), poison.sequence(), poison.id(), poison.cause());
  }

  private Optional<Handling> absent() {
    if (gap == null) {
      return Optional.empty();
    }
    return Optional.of(
        verdict(
            Verdict.GAP_OPEN,
            "Later events of its key have arrived and this one has not: %s"
                .formatted(
                    gap.state().equals("OPEN")
                        ? "the producer is being asked for it"
                        : "the producer replied that it no longer has it; compare the projection with its source"),
            gap.since()));
  }

  private Optional<Handling> skippedByOperator() {
    return decided(false)
        .map(
            givenUp -> {
              boolean arrived = givenUp.kind() == Decision.Kind.DISCARDED;
              return verdict(
                  Verdict.SKIPPED,
                  "%s %s. %s%s"
                      .formatted(
                          arrived ? "Discarded" : "Given up as missing",
                          givenUp.byAndWhy(),
                          arrived && givenUp.cause() != null
                              ? "It could not be applied: %s. ".formatted(givenUp.cause())
                              : "",
                          arrived
                              ? "The record is kept in event_original"
                              : "It is ignored if it arrives later"),
                  givenUp.at());
            });
  }

  private Optional<Handling> notSubscribed() {
    boolean skippedHere =
        receipts.stream().anyMatch(receipt -> receipt.outcome() == Outcome.SKIPPED);
    boolean notSubscribed = type != null && !subscription.types().contains(type);
    return skippedHere || notSubscribed
        ? Optional.of(
            verdict(
                Verdict.NOT_SUBSCRIBED,
                "The subscription does not handle events of this type",
                receipts.isEmpty() ? null : receipts.get(0).at()))
        : Optional.empty();
  }

  private Handling withoutTrace() {
    if (standing.applied() < place.sequence()) {
      Optional<Handling> held = held();
      if (held.isPresent()) {
        return held.get();
      }
      return standing.parked()
          ? verdict(
              Verdict.BEHIND_PARKED,
              "It has not been read yet, and will wait behind a parked event of its key",
              null)
          : verdict(
              Verdict.WAITING,
              "The subscription is at sequence %s of the key and this is %s; %s"
                  .formatted(standing.applied(), place.sequence(), whatItWaitsFor()),
              null);
    }
    boolean duplicate =
        receipts.stream().anyMatch(receipt -> receipt.outcome() == Outcome.DUPLICATE);
    return duplicate
        ? verdict(
            Verdict.DUPLICATE_IGNORED,
            "Its sequence had been applied before; that receipt is older than %s days or another event has the sequence"
                .formatted(keptDays),
            receipts.get(0).at())
        : verdict(
            Verdict.EXPIRED,
            "The subscription is past its sequence, and no receipt of it is kept: it was handled more than %s days ago, or before the subscription began"
                .formatted(keptDays),
            null);
  }

  // Its key waits for an earlier sequence, or for the event itself.
  private Optional<Handling> held() {
    return awaited.stream()
        .filter(one -> one.range().contains(place.sequence()))
        .findFirst()
        .map(
            one ->
                verdict(
                    Verdict.WAITING,
                    "It has not arrived, and %s".formatted(one.sentence()),
                    one.since()))
        .or(
            () ->
                obstacle()
                    .map(
                        sentence ->
                            verdict(
                                standing.parked() ? Verdict.BEHIND_PARKED : Verdict.WAITING,
                                sentence,
                                before().get(0).since())));
  }

  private Optional<String> obstacle() {
    List<Awaited> before = before();
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of("It waits for " + Awaited.obstacle(before));
  }

  private List<Awaited> before() {
    return awaited.stream().filter(one -> one.range().last() < place.sequence()).toList();
  }

  private String whatItWaitsFor() {
    if (!tenant.enabled()) {
      return "the tenant has not enabled the module, so nothing is read for it: enable it, and the event is read if its topic still has it";
    }
    String general =
        "see the lag of the subscription, and whether the event has been sent" + heldElsewhere();
    return standing.applied() > 0 || tenant.since() == null
        ? general
        : general
            + "; events deleted from the topic before the module was enabled at %s are not read: the publishing module must republish them"
                .formatted(tenant.since());
  }

  // Each process knows only the events that it holds itself.
  private String heldElsewhere() {
    return place.sequence() == standing.applied() + 1
        ? ""
        : "; %s before it are not applied either, so another instance of the module may hold it until they arrive"
            .formatted(new SequenceRange(standing.applied() + 1, place.sequence() - 1).spoken());
  }

  private Handling verdict(Verdict verdict, String explanation, @Nullable Instant since) {
    return new Handling(
        subscription.name(),
        verdict,
        explanation,
        since,
        standing.applied(),
        receipts,
        verdict == Verdict.WAITING || verdict == Verdict.BEHIND_PARKED ? before() : List.of());
  }
}
