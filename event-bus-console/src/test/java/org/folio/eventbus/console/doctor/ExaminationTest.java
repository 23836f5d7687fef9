/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationTest {

  @Test
  void causeThatSeveralModulesNameIsOneProblem() {
    String cause = "Kafka at kafka:9092 does not answer";
    Finding well = Finding.ok("mod-a", "readiness", "It is healthy and ready");
    Finding alsoWell = Finding.ok("mod-b", "readiness", "It is healthy and ready");
    Finding other = Finding.problem("mod-a", "outbox", "3 events wait", "See");

    assertThat(
            Examination.merged(
                List.of(
                    Finding.problem("mod-a", "readiness", cause, "Mend it"),
                    Finding.problem("mod-b", "readiness", cause, "Mend it"),
                    Finding.problem("mod-b", "topics", cause, "Mend it"),
                    other,
                    well,
                    alsoWell)))
        .containsExactly(
            Finding.problem("mod-a, mod-b", "readiness", cause, "Mend it"), other, well, alsoWell);
  }
}
