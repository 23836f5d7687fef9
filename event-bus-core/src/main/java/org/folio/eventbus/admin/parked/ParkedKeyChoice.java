/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * The parked key that an operator selects.
 *
 * @param key in clear, or in the masked form that was shown; null if an event is given
 * @param eventId a parked event of the key; null if the key is given
 */
public record ParkedKeyChoice(@Nullable StreamKey key, @Nullable UUID eventId) {

  /**
   * Checks that exactly one of them is given.
   *
   * @throws IllegalArgumentException if neither or both are
   */
  public ParkedKeyChoice {
    if ((key == null) == (eventId == null)) {
      throw new IllegalArgumentException(
          "Name a key by stream and key, or by an event of it (eventId)");
    }
  }
}
