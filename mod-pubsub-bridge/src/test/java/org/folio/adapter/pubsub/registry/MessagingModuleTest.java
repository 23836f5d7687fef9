/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessagingModuleTest {

  @Test
  void theProductIsTheIdWithoutItsVersion() {
    assertThat(MessagingModule.product("mod-circulation-24.5.1")).isEqualTo("mod-circulation");
    assertThat(MessagingModule.product("mod-circulation")).isEqualTo("mod-circulation");
  }

  /** It is read on the event loop, before anybody has looked at the publisher. */
  @Test
  void noIdKeepsTheEventLoopBusy() {
    String hostile = "mod-x" + "-1".repeat(200_000) + "\nx";

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThat(MessagingModule.product(hostile)).isEqualTo("mod-x"));
  }
}
