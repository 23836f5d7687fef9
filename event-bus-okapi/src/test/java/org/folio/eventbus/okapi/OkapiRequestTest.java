/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkapiRequestTest {

  private static final UUID USER = UUID.randomUUID();

  private static @Nullable UUID acting(@Nullable String token, @Nullable String userId) {
    return new OkapiRequest(new TenantId("diku"), null, token, null, userId).actingUser();
  }

  private static String token(String claims) {
    return "header."
        + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".signature";
  }

  @Test
  void whoActsIsTheUserOfTheHeaderOrElseOfTheToken() {
    String token = token("{\"sub\":\"x\",\"user_id\":\"" + USER + "\"}");
    assertThat(acting(token, null)).isEqualTo(USER);
    UUID other = UUID.randomUUID();
    assertThat(acting(token, other.toString())).isEqualTo(other);
    assertThat(acting(null, null)).isNull();
    assertThat(acting(null, "somebody")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.secret.token", ".....", "a.!.b", "a.bnVsbA.b", "a.e30.b"})
  void aTokenOfAnotherKindNamesNobody(String token) {
    assertThat(acting(token, null)).isNull();
    assertThat(acting(token("{\"user_id\":5}"), null)).isNull();
  }
}
