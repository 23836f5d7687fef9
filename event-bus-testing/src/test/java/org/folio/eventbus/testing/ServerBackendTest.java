/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class ServerBackendTest {

  @Test
  void isChosenByName() {
    assertThat(ServerBackend.named(null)).isEqualTo(ServerBackend.EMBEDDED);
    assertThat(ServerBackend.named("embedded")).isEqualTo(ServerBackend.EMBEDDED);
    assertThat(ServerBackend.named("containers")).isEqualTo(ServerBackend.CONTAINERS);
  }

  @Test
  void anyOtherNameIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ServerBackend.named("Docker"))
        .withMessage(
            "The system property org.folio.eventbus.testing.backend is embedded or containers, not 'Docker'.");
  }

  @Test
  void containersAreRefusedWithoutDocker() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Docker.require(() -> false))
        .withMessageContaining("no Docker daemon answers")
        .withMessageContaining(ServerBackend.PROPERTY);
    assertThatNoException().isThrownBy(() -> Docker.require(() -> true));
  }
}
