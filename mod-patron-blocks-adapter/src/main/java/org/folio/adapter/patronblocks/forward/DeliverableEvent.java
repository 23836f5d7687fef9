/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.forward;

import io.vertx.core.json.JsonObject;
import org.folio.eventbus.Event;

/**
 * An event in the format of mod-patron-blocks. It rejects a grace period of 0, which
 * mod-circulation sends for some loan policies; the event has the same meaning without it.
 */
final class DeliverableEvent {

  private static final String CHECKED_OUT = "ITEM_CHECKED_OUT";
  private static final String GRACE_PERIOD = "gracePeriod";

  private DeliverableEvent() {}

  static Event of(Event event) {
    if (!event.type().equals(CHECKED_OUT)) {
      return event;
    }
    JsonObject payload = event.json();
    if (!(payload.getValue(GRACE_PERIOD) instanceof JsonObject period)
        || !(period.getValue("duration") instanceof Number duration)
        || duration.doubleValue() != 0) {
      return event;
    }
    payload.remove(GRACE_PERIOD);
    return new Event(
        event.id(),
        event.type(),
        event.tenant(),
        event.stream(),
        event.key(),
        event.sequence(),
        event.time(),
        payload.encode(),
        event.correlation(),
        event.operation(),
        event.sequencing());
  }
}
