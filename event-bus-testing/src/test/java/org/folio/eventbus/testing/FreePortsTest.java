/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void portsAreDistinctAndBelowTheEphemeralRange() {
    List<Integer> ports = Stream.generate(FreePorts::next).limit(500).toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 15_000 && port < 30_000);
  }

  @Test
  void aPortCanBeListenedOn() throws Exception {
    try (ServerSocket socket =
        new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
    }
  }
}
