/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Payloads that tests make of others. */
class PayloadTest {

  private static final String JSON = "{\"a\":{\"b\":1},\"c\":[{\"d\":2},3]}";

  private final Payload payload = Payload.of(JSON);

  @Test
  void membersOfObjectsAreNamedAtEveryDepth() {
    assertThat(payload.members()).containsExactly("a", "a.b", "c", "c.0.d");
  }

  @Test
  void memberIsTakenAwayFromTheCopyOnly() {
    assertThat(payload.without("c.0.d").json()).isEqualTo("{\"a\":{\"b\":1},\"c\":[{},3]}");
    assertThat(payload.json()).isEqualTo(JSON);
  }

  @Test
  void sameSeedGivesTheSameMutations() {
    assertThat(mutations()).isEqualTo(mutations()).doesNotContain(JSON);
  }

  private List<String> mutations() {
    Random random = new Random(3);
    return IntStream.range(0, 10).mapToObj(i -> payload.mutated(random).json()).toList();
  }

  @Test
  void onlyObjectsArePayloads() {
    assertThatThrownBy(() -> Payload.of("[]")).hasMessage("Not a JSON object: []");
  }
}
