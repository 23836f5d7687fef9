/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a parked record.
 *
 * @param eventId its event; null for an unreadable record, which is identified by its position
 */
public record ParkedPlace(
    @Nullable UUID eventId, @Nullable String topic, int partition, long offset) {

  /** The record of an event. */
  public static ParkedPlace of(UUID eventId) {
    return new ParkedPlace(eventId, null, -1, -1);
  }
}
