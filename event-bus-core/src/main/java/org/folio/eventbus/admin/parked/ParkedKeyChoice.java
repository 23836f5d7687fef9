/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * The key that an operator means.
 *
 * @param key as it is, or as it was shown masked; null if an event is named
 * @param eventId a parked event of the key; null if the key is named
 */
public record ParkedKeyChoice(@Nullable StreamKey key, @Nullable UUID eventId) {

  /**
   * Checks that one of both is given.
   *
   * @throws IllegalArgumentException if none or both are
   */
  public ParkedKeyChoice {
    if ((key == null) == (eventId == null)) {
      throw new IllegalArgumentException(
          "Name a key, by stream and key, or an event of it, by eventId");
    }
  }
}
