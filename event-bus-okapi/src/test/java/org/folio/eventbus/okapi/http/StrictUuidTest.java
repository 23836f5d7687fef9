/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictUuidTest {

  @Test
  void acceptsEitherCase() {
    assertThat(StrictUuid.parse("B6D1F5A0-4f3b-4b5e-8a27-19f4d3c0b222"))
        .map(Object::toString)
        .contains("b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "b6d1f5a0-4f3b-7b5e-8a27-19f4d3c0b222",
        "b6d1f5a0-4f3b-4b5e-7a27-19f4d3c0b222",
        "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222\n",
        "b6d1f5a04f3b4b5e8a2719f4d3c0b222"
      })
  void refusesEverythingElse(String text) {
    assertThat(StrictUuid.parse(text)).isEmpty();
  }
}
