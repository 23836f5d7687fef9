/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class RequiredVertxTest {

  @Test
  void anotherVertxIsRefusedWithItsVersionAndWhatToDo() {
    assertThatNoException().isThrownBy(RequiredVertx::check);
    assertThatIllegalStateException()
        .isThrownBy(() -> RequiredVertx.check("4.5.11"))
        .withMessageContaining("vertx-core 4.5.11")
        .withMessageContaining("vertx-dependencies");
  }
}
