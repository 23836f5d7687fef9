/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.eventbus.Event;
import org.folio.eventbus.testing.ProducedPayload;
import org.junit.jupiter.api.Test;

class DeliverableEventTest {

  /** mod-patron-blocks refuses it with 422, and later events of the patron would wait. */
  @Test
  void onlyAGracePeriodOfZeroIsLeftOut() {
    for (ProducedPayload produced : ProducedPayload.of("mod-circulation")) {
      Event event = LoanHistory.event(produced.type(), UUID.randomUUID(), 1, produced.json());
      Event delivered = DeliverableEvent.of(event);
      if (produced.json().contains("\"duration\":0")) {
        assertThat(delivered.json().getMap()).containsOnlyKeys("userId", "loanId", "dueDate");
        assertThat(delivered.id()).isEqualTo(event.id());
      } else {
        assertThat(delivered).isSameAs(event);
      }
    }
  }
}
