/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void freePortsAreFree() {
    assertThatCode(Ports.free()::requireFree).doesNotThrowAnyException();
  }

  @Test
  void aTakenPortIsNamedWithTheOptionThatChangesIt() throws IOException {
    Ports free = Ports.free();
    try (ServerSocket taken = new ServerSocket(free.kafka(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(free::requireFree)
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("--kafka-port");
    }
  }
}
