/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.testing.ProducedPayload;
import org.junit.jupiter.api.Test;

class OccasionTest {

  @Test
  void ofWhatFoliosProducersSendEachCheckInAndEachNewPageIsAnOccasion() {
    List<String> occasions =
        ProducedPayload.all().stream()
            .filter(one -> one.type().equals("LOG_RECORD"))
            .map(one -> Occasion.of(new JsonObject(one.json())))
            .flatMap(Optional::stream)
            .map(occasion -> occasion.getClass().getSimpleName())
            .toList();
    assertThat(occasions)
        .containsExactly(
            "CheckedIn", "CheckedIn", "CheckedIn", "CheckedIn", "CheckedIn", "Paged", "Paged");
  }
}
