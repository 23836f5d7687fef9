/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedIdTest {

  private static ServedId served(String product, String version) {
    return new ServedId("mod-x-adapter", product, Optional.ofNullable(version));
  }

  @Test
  void anInstanceIsNotEnabledAsItsOtherMode() {
    ServedId own = served("mod-x-adapter", null);
    assertThat(own.refusal("mod-x-adapter-forward-0.1.0"))
        .hasValueSatisfying(why -> assertThat(why).contains("another mode"));
    assertThat(served("mod-x-adapter-forward", null).refusal("mod-x-adapter-0.1.0")).isPresent();
    assertThat(own.refusal("mod-x-adapter-0.1.0")).isEmpty();
    assertThat(own.refusal("mod-x-adapter")).isEmpty();
  }

  @Test
  void anInstanceThatServesOneVersionIsNotEnabledAsAnother() {
    ServedId own = served("mod-x-adapter", "0.1.0-SNAPSHOT");
    assertThat(own.refusal("mod-x-adapter-0.1.0-SNAPSHOT")).isEmpty();
    assertThat(own.refusal("mod-x-adapter-0.1.0"))
        .hasValueSatisfying(why -> assertThat(why).contains("another version"));
    assertThat(own.refusal("mod-x-adapter")).isPresent();
    assertThat(served("mod-x-adapter", null).refusal("mod-x-adapter-0.2.0")).isEmpty();
  }
}
