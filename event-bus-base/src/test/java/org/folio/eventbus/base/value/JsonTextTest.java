/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\u0000\"}",
        "{\"a\\u0000\":1}",
        "[\"\\\\\\u0000\"]",
        "[\"\\\\u0000\\u0000\"]"
      })
  void nulIsFoundWhereverItStands(String json) {
    assertThat(JsonText.holdsNul(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[\"u0000\"]", "[\"\\u0001\"]", "[\"\\\\u0000\"]"})
  void aBackslashThatIsEscapedBeginsNothing(String json) {
    assertThat(JsonText.holdsNul(json)).isFalse();
  }
}
