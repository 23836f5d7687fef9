/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleFactsTest {

  private static final Instant ASKED = Instant.parse("2026-11-29T12:00:00.600Z");
  private static final EventBusModule MODULE =
      new EventBusModule("mod-test", URI.create("http://localhost"), Optional.empty());

  /** A slow answer does not count as a difference of clocks. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-29T12:00:00Z, PT0.010S, PT0S",
    "2026-11-29T12:00:00Z, PT10S, PT0S",
    "2026-11-29T12:00:10Z, PT10S, PT0S",
    "2026-12-02T12:00:01Z, PT0.010S, PT72H0.39S",
    "2026-11-29T11:59:00Z, PT10S, PT-59.6S"
  })
  void differenceOfClocksIsOneThatTheAnswersTimeCannotExplain(
      Instant date, Duration took, Duration difference) {
    ModuleAnswer answer =
        new ModuleAnswer(
            MODULE, 200, MissingNode.getInstance(), "", Optional.of(date), ASKED.plus(took), took);

    assertThat(new ModuleFacts(MODULE, Map.of(ModuleFacts.EVENT, answer)).skew())
        .isEqualTo(difference);
  }
}
