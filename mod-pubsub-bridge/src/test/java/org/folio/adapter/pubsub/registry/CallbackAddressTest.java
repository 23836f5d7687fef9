/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback is a path behind Okapi, in every form that mod-pubsub's users register. */
class CallbackAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/audit/handlers/log-record",
        "/automated-patron-blocks/handlers/item-checked-out",
        "change-manager/handlers/processing-result",
        "/remote-storage/pub-sub-handlers/log-record-event",
        "/handlers/v1.2/a_b~c/",
        "/handlers/%C3%BC/..hidden/a:b@c,d"
      })
  void aPathIsAccepted(String address) {
    assertThat(CallbackAddress.problem(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://elsewhere/path",
        "file:/etc/passwd",
        "//elsewhere/path",
        "/handlers/../admin",
        "..",
        "/handlers/%2e%2E/admin",
        "/handlers%2f..%2fadmin",
        "/handlers/.",
        "/handlers/a\\b",
        "/handlers/%5c..",
        "/handlers/a b",
        "/handlers/a\r\nX-Okapi-Token: b",
        "/handlers/%0d%0aX",
        "/handlers/%00",
        "/handlers/%zz",
        "/handlers/a?b=c",
        "/handlers/a#b",
        "/handlers/ü"
      })
  void allElseIsRefused(String address) {
    assertThat(CallbackAddress.problem(address)).isPresent();
  }

  @Test
  void aLongTextIsRefusedAtOnce() {
    String hostile = "a".repeat(2_000_000) + "%";
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThat(CallbackAddress.problem(hostile)).get().asString().contains("1024"));
  }

  @Test
  void whatModPubSubListsIsCheckedToo() {
    JsonObject listed =
        new JsonObject()
            .put("eventType", "moved")
            .put("moduleId", "mod-x-1.0.0")
            .put("moduleRole", "SUBSCRIBER")
            .put("subscriberCallback", "//elsewhere");
    assertThatThrownBy(() -> MessagingModule.of(listed))
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("mod-x-1.0.0");
  }
}
