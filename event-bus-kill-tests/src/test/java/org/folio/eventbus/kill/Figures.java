/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Counts of a scene's events and records. */
record Figures(
    int committed, int withdrawn, int applied, int records, long sentAgain, long duplicates) {

  static Figures of(Evidence evidence) {
    Map<UUID, Long> places =
        evidence.topic().stream()
            .collect(Collectors.groupingBy(found -> found.event().id(), Collectors.counting()));
    return new Figures(
        evidence.truth().size(),
        evidence.withdrawn().size(),
        evidence.ledger().size(),
        evidence.topic().size(),
        places.values().stream().filter(count -> count > 1).count(),
        evidence.receipts().stream()
            .filter(receipt -> receipt.outcome().equals("DUPLICATE"))
            .count());
  }
}
