/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.folio.adapter.circulation.witness.round.TenantMarks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That nothing was found says something only where the witness can tell. */
class WitnessReachTest {

  private static final Instant INSTALLED = Instant.parse("2026-01-07T08:00:00Z");
  private static final Instant STARTED = INSTALLED.plusSeconds(60);
  private static final Instant RECORD = INSTALLED.plusSeconds(120);

  private static WitnessReach reach(
      WitnessMode mode, @Nullable Instant started, @Nullable Instant firstRecord) {
    return WitnessReach.of(
        new WitnessSettings(mode, WitnessSettings.DEFAULT_PATIENCE, true),
        new TenantMarks(INSTALLED, started, firstRecord, firstRecord, null));
  }

  @Test
  void itTellsFromWhenOnBothSidesAreSeen() {
    assertThat(reach(WitnessMode.AUTO, STARTED, RECORD).since()).isEqualTo(RECORD);
    assertThat(reach(WitnessMode.AUTO, STARTED, INSTALLED).since()).isEqualTo(STARTED);
    assertThat(reach(WitnessMode.ON, null, INSTALLED).since()).isEqualTo(INSTALLED);
  }

  @Test
  void whatKeepsItFromTellingIsNamed() {
    assertThat(reach(WitnessMode.OFF, STARTED, RECORD))
        .isEqualTo(new WitnessReach(null, "The witness is off (WITNESS)"));
    assertThat(reach(WitnessMode.AUTO, STARTED, null))
        .satisfies(
            none -> {
              assertThat(none.since()).isNull();
              assertThat(none.explanation()).contains("topic circulation.loan");
            });
    assertThat(reach(WitnessMode.AUTO, null, RECORD).since()).isNull();
  }
}
