/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ReleasedKeysTest {

  @Test
  void stepsAreToldAsOneThatFailedIfAnyDid() throws Exception {
    ReleasedKeys keys = new ReleasedKeys(step("FAILED", 150, 100, 3, "\"refused\""));
    keys.add(step("DONE", 50, 60, 0, "null"));

    assertThat(ConsoleCommand.JSON.readTree(keys.result().toString()))
        .isEqualTo(
            ConsoleCommand.JSON.readTree(
                """
                    {"outcome": "FAILED", "released": 160, "remaining": 3, "cause": "refused",
                     "before": {"keys": 150}, "after": {"stayParked": 3, "notTried": 0},
                     "explanation":
                     "160 events were released in order; 3 keys stay parked, the first for: refused"}
                    """));
  }

  @Test
  void whatWasReleasedIsToldThoughALaterStepFails() throws Exception {
    ReleasedKeys keys = new ReleasedKeys(step("DONE", 150, 100, 0, "null"));
    keys.stopped("It answers 401");

    assertThat(keys.result().path("outcome").asText()).isEqualTo("FAILED");
    assertThat(keys.result().path("explanation").asText())
        .isEqualTo("100 events were released in order, then it ended: It answers 401");
  }

  private static JsonNode step(String outcome, int keys, int released, int stay, String cause)
      throws Exception {
    return ConsoleCommand.JSON.readTree(
        """
        {"outcome": "%s", "released": %d, "remaining": %d, "cause": %s, "explanation": "a step",
         "before": {"keys": %d}, "after": {"stayParked": %d, "notTried": 0}}
        """
            .formatted(outcome, released, stay, cause, keys, stay));
  }
}
