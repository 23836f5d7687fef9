/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''       | The record has no key           | ''        | The record has no key
          e        | The event has key e             | …         | The event has key e
          key      | The key is missing              | k…        | The key is missing
          record   | records of key record, recorded | rec…      | records of key rec…, recorded
          2026     | 2026 on 2026-03-01              | 20…       | 20… on 2026-03-01
          a.b+     | loan (a.b+) and axbb            | a.…       | loan (a.…) and axbb
          'jo doe' | not jo doe                      | 'jo …'    | not jo …
          """)
  void sentencesQuoteWholeKeysMasked(String key, String sentence, String masked, String quoted) {
    JsonObject answer = new JsonObject().put("key", key).put("cause", sentence);
    assertThat(new Masking(Set.of()).of(answer))
        .isEqualTo(new JsonObject().put("key", masked).put("cause", quoted));
    assertThat(new Masking(Set.of(key)).of(answer)).isEqualTo(answer);
  }

  @Test
  void aLongListIsMaskedAtOnce() {
    JsonArray keys = new JsonArray();
    for (int i = 0; i < 1_000; i++) {
      String key = UUID.randomUUID().toString();
      keys.add(new JsonObject().put("key", key).put("cause", "The loan of " + key + " is refused"));
    }

    JsonObject masked =
        assertTimeout(
            Duration.ofSeconds(1),
            () -> new Masking(Set.of()).of(new JsonObject().put("parked", keys)));

    assertThat(masked.encode()).doesNotContain(keys.getJsonObject(999).getString("key"));
  }
}
