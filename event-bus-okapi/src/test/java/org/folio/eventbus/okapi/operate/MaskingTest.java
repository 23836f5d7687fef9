/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Set;
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
}
