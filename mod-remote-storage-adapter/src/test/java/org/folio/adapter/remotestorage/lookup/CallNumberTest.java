/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.folio.eventbus.testing.ProducedPayload;
import org.junit.jupiter.api.Test;

/** Call numbers equal those of mod-remote-storage's CallNumberUtils. */
class CallNumberTest {

  @Test
  void allPartsAreJoinedInTheirOrder() {
    List<JsonObject> items =
        ProducedPayload.of("mod-inventory-storage").stream()
            .filter(one -> one.name().equals("item created"))
            .map(one -> new JsonObject(one.json()).getJsonObject("new"))
            .toList();
    assertThat(items)
        .extracting(CallNumber::of)
        .containsExactly("PRE K1 .M44 SUF summary vol.3 v.71:no.6-2 1985:July-Dec. c.2");
  }

  @Test
  void whatIsMissingOrBlankIsPassedOver() {
    assertThat(CallNumber.of(new JsonObject().put("volume", "vol.3").put("copyNumber", " ")))
        .isEqualTo("vol.3");
    assertThat(CallNumber.of(new JsonObject())).isNull();
  }
}
