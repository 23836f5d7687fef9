/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzedRequestsTest {

  private static final int SOME = 2_000;
  private static final List<String> ENDPOINTS = List.of("GET /a/{}", "POST /b");

  private static String made(long seed) {
    FuzzedRequests requests = new FuzzedRequests(seed, ENDPOINTS, Map.of("a", "{\"a\": \"b\"}"));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < SOME; i++) {
      all.append(new String(requests.next().bytes(), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  void aSeedRepeatsItsRequests() {
    assertThat(made(1)).isEqualTo(made(1)).isNotEqualTo(made(2));
  }

  @Test
  void whatOnceFailedIsAmongThem() {
    assertThat(made(1))
        .contains("GET /a/%00", "=x%00y", "GET /a/%zz", "%C0%80", "\"\\u0000\"", "\r\n\r\nzz\r\n")
        .contains("http://localhost:99999", "\u00c0\u0080", "1E400", "\\n" + FuzzedRequests.FORGED);
  }
}
