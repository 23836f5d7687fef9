/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Claims claims =
      new Claims(new Story(new PrintStream(told, true, StandardCharsets.UTF_8)));

  @Test
  void equalTextsHold() {
    claims.check("numbers of different types", 5, 5L);

    assertThat(claims.allHeld()).isTrue();
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("held: numbers");
  }

  @Test
  void oneBrokenClaimIsEnough() {
    claims.check("the first", "yes", "yes");
    claims.check("the second", "yes", "no");

    assertThat(claims.allHeld()).isFalse();
    assertThat(claims.table()).containsPattern("the second +yes +no +BROKEN");
  }

  @Test
  void nothingClaimedIsNothingShown() {
    assertThat(claims.allHeld()).isFalse();
  }

  @Test
  void theTableNamesTheScenarioAndWhatWasMeasured() {
    claims.scenario(4);
    claims.check("a claim", 1, 1);
    claims.measured("%d ms", 12);

    assertThat(claims.table()).containsPattern("4 +a claim +1 +1 +held").contains("4  12 ms");
  }
}
