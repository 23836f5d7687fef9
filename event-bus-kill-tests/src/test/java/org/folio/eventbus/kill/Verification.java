/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Compares the state after a fault with the committed events. */
final class Verification {

  private static final Set<String> EFFECTS = Set.of("APPLIED", "RELEASED");

  private final Evidence evidence;
  private final Map<UUID, Fact> truth = new HashMap<>();
  private final Set<UUID> withdrawn;
  private final Dossier dossier;
  private final List<String> problems = new ArrayList<>();

  private Verification(Evidence evidence) {
    this.evidence = evidence;
    evidence.truth().forEach(fact -> truth.put(fact.id(), fact));
    withdrawn = new HashSet<>(evidence.withdrawn());
    dossier = new Dossier(evidence);
  }

  /** The problems after all events were relayed and applied; empty if there are none. */
  static List<String> problems(Evidence evidence) {
    Verification verification = new Verification(evidence);
    evidence.parked().forEach(fact -> verification.report("still parked", fact));
    verification.check();
    return verification.problems;
  }

  /** The problems while some keys are parked. */
  static List<String> problemsWhileParked(Evidence evidence) {
    Verification verification = new Verification(evidence);
    verification.check();
    return verification.problems;
  }

  private void check() {
    checkNumbers();
    checkEffects();
    checkReceipts();
    checkTopic();
    checkJournal();
    if (evidence.gaps() > 0) {
      problems.add("the reader has noted " + evidence.gaps() + " gaps");
    }
  }

  private void checkNumbers() {
    byKey(evidence.truth())
        .forEach(
            (key, facts) -> {
              List<Long> numbers = facts.stream().map(Fact::sequence).sorted().toList();
              for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i) != i + 1) {
                  problems.add("numbers of key %s are not 1, 2, 3 …: %s".formatted(key, numbers));
                  return;
                }
              }
            });
  }

  private void checkEffects() {
    Set<UUID> parked = ids(evidence.parked());
    Map<UUID, Long> effects = counts(evidence.ledger());
    for (Fact fact : truth.values()) {
      long count = effects.getOrDefault(fact.id(), 0L);
      if (count == 0 && !parked.contains(fact.id())) {
        report("lost", fact);
      } else if (count > 1) {
        report("applied " + count + " times", fact);
      } else if (count == 1 && parked.contains(fact.id())) {
        report("applied, and parked too", fact);
      }
    }
    evidence.ledger().forEach(fact -> checkCommitted("applied", fact));
    byKey(evidence.ledger()).forEach((key, facts) -> checkOrder("applied out of order", facts));
  }

  private void checkReceipts() {
    Map<UUID, Long> receipts =
        counts(
            evidence.receipts().stream()
                .filter(receipt -> EFFECTS.contains(receipt.outcome()))
                .map(Evidence.Received::event)
                .toList());
    Map<UUID, Long> effects = counts(evidence.ledger());
    for (Fact fact : truth.values()) {
      long count = receipts.getOrDefault(fact.id(), 0L);
      if (count != effects.getOrDefault(fact.id(), 0L)) {
        report(count + " receipts of an effect", fact);
      }
    }
  }

  /**
   * Law L2: a record may be repeated, but the first copies of a key's events are in sequence order.
   */
  private void checkTopic() {
    Set<UUID> seen = new HashSet<>();
    List<Fact> first = new ArrayList<>();
    Map<String, Set<Integer>> partitions = new HashMap<>();
    for (TopicRecord found : evidence.topic()) {
      checkCommitted("on the topic", found.event());
      partitions
          .computeIfAbsent(found.event().key(), none -> new TreeSet<>())
          .add(found.partition());
      if (seen.add(found.event().id())) {
        first.add(found.event());
      }
    }
    byKey(first).forEach((key, facts) -> checkOrder("out of order on the topic", facts));
    truth.values().stream()
        .filter(fact -> !seen.contains(fact.id()))
        .forEach(fact -> report("not on the topic", fact));
    partitions.forEach(
        (key, places) -> {
          if (places.size() > 1) {
            problems.add("key %s lies on several partitions: %s".formatted(key, places));
          }
        });
  }

  private void checkJournal() {
    Map<String, UUID> places =
        evidence.topic().stream()
            .collect(Collectors.toMap(TopicRecord::place, found -> found.event().id()));
    Map<UUID, Long> counts =
        counts(evidence.journal().stream().map(Evidence.Journalled::event).toList());
    for (Fact fact : truth.values()) {
      long count = counts.getOrDefault(fact.id(), 0L);
      if (count != 1) {
        report(count + " times in the journal", fact);
      }
    }
    for (Evidence.Journalled row : evidence.journal()) {
      checkCommitted("in the journal", row.event());
      if (!row.event().id().equals(places.get(row.place()))) {
        report("not where the journal says, at " + row.place(), row.event());
      }
    }
    evidence.outbox().forEach(fact -> report("still in the outbox", fact));
  }

  private void checkCommitted(String where, Fact fact) {
    if (withdrawn.contains(fact.id())) {
      report(where + ", though rolled back", fact);
    } else if (!fact.equals(truth.get(fact.id()))) {
      report(where + ", though never committed", fact);
    }
  }

  private void checkOrder(String problem, List<Fact> facts) {
    long last = 0;
    for (Fact fact : facts) {
      if (fact.sequence() < last) {
        report(problem + ", after " + last, fact);
      }
      last = Math.max(last, fact.sequence());
    }
  }

  private void report(String problem, Fact fact) {
    problems.add(problem + ": " + dossier.on(fact));
  }

  private static Set<UUID> ids(List<Fact> facts) {
    return facts.stream().map(Fact::id).collect(Collectors.toSet());
  }

  private static Map<UUID, Long> counts(List<Fact> facts) {
    return facts.stream().collect(Collectors.groupingBy(Fact::id, Collectors.counting()));
  }

  private static Map<String, List<Fact>> byKey(List<Fact> facts) {
    return facts.stream().collect(Collectors.groupingBy(Fact::key, Collectors.toList()));
  }
}
