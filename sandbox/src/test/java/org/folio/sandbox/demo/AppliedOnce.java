/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;

/** Verifies that each event was applied once and in order, and that each patron has the result. */
final class AppliedOnce {

  private AppliedOnce() {}

  static void check(Stage stage, List<LoanEvent> events, String run) {
    LoanModel model = LoanModel.of(events);
    int patrons = model.patrons().size();
    assertThat(stage.agreeing(model.patrons(), model))
        .as(run)
        .isEqualTo("%1$d of %1$d".formatted(patrons));
    Map<UUID, Long> published =
        events.stream().collect(Collectors.groupingBy(LoanEvent::patron, Collectors.counting()));
    published.forEach(
        (patron, count) ->
            assertThat(stage.tables().sequencesApplied(patron))
                .as("%s, patron %s: nothing lost, nothing twice, in order", run, patron)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList()));
  }
}
