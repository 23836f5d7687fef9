/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.testing.ChildJvm;
import org.junit.jupiter.api.Test;

class PatronBlocksModeTest {

  private static AdapterMode read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    AdapterMode mode =
        AdapterMode.from(
            environment, PatronBlocksAdapter.MODE_VARIABLE, OkapiSettings.from(environment));
    environment.check();
    return mode;
  }

  @Test
  void theModuleKeepsTheSummariesUnlessToldOtherwise() {
    assertThat(read(Map.of())).isEqualTo(AdapterMode.OWN);
    assertThat(read(Map.of("PATRON_BLOCKS_MODE", "own"))).isEqualTo(AdapterMode.OWN);
    assertThat(read(Map.of("PATRON_BLOCKS_MODE", "forward", "OKAPI_URL", "http://okapi:9130")))
        .isEqualTo(AdapterMode.FORWARD);
  }

  @Test
  void nothingCanBeForwardedWithoutOkapi() {
    assertThatThrownBy(() -> read(Map.of("PATRON_BLOCKS_MODE", "forward")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("OKAPI_URL is not set; expected the address of Okapi");
  }

  @Test
  void anotherModeEndsTheProcessWithASentence() {
    List<String> output = new CopyOnWriteArrayList<>();
    try (ChildJvm process =
        ChildJvm.mainClass(PatronBlocksAdapter.class.getName())
            .quickToStart()
            .environment("DB_DATABASE", "folio")
            .environment("DB_USERNAME", "folio")
            .environment("DB_PASSWORD", "folio")
            .environment("PATRON_BLOCKS_MODE", "both")
            .output(output::add)
            .start()) {
      assertThat(process.awaitExit(Duration.ofSeconds(30))).hasValue(1);
    }
    assertThat(String.join("\n", output))
        .contains("PATRON_BLOCKS_MODE is \"both\"; expected own or forward.")
        .doesNotContain("\tat ");
  }
}
