/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.util.List;

/** Describes the state of an event in one line. */
final class Dossier {

  private final Evidence evidence;

  Dossier(Evidence evidence) {
    this.evidence = evidence;
  }

  String on(Fact fact) {
    return "key %s sequence %d event %s (committed %s, outbox %s, journal %s, topic %s, receipts %s, ledger %d times, parked %s)"
        .formatted(
            fact.key(),
            fact.sequence(),
            fact.id(),
            evidence.truth().contains(fact),
            evidence.outbox().contains(fact),
            evidence.journal().stream()
                .filter(row -> row.event().id().equals(fact.id()))
                .map(Evidence.Journalled::place)
                .toList(),
            places(fact),
            evidence.receipts().stream()
                .filter(receipt -> fact.id().equals(receipt.event().id()))
                .map(Evidence.Received::outcome)
                .toList(),
            evidence.ledger().stream().filter(fact::equals).count(),
            evidence.parked().contains(fact));
  }

  private List<String> places(Fact fact) {
    return evidence.topic().stream()
        .filter(found -> found.event().id().equals(fact.id()))
        .map(TopicRecord::place)
        .toList();
  }
}
