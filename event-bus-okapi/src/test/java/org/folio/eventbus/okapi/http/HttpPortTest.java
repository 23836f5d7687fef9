/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpPortTest {

  @Test
  void readsThePropertiesInOrder() {
    assertThat(HttpPort.of(Map.of("http.port", "9000", "port", "9001")::get)).isEqualTo(9000);
    assertThat(HttpPort.of(Map.of("port", "9001")::get)).isEqualTo(9001);
    assertThat(HttpPort.of(Map.<String, String>of()::get)).isEqualTo(8081);
  }

  @Test
  void namesThePropertyThatIsWrong() {
    for (String wrong : new String[] {"http", "0", "65536", ""}) {
      assertThatThrownBy(() -> HttpPort.of(Map.of("http.port", wrong)::get))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http.port")
          .hasMessageContaining("1 to 65535");
    }
  }
}
