/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.time.Duration;

/**
 * A delivery that waits for an earlier sequence of its key.
 *
 * @param since the beginning of its hold time
 * @param first when its key last advanced, or else when it was first held
 * @param cursor the last sequence of its key at that time
 */
public record Held(Delivery delivery, long since, long first, long cursor) {

  public boolean longEnough(long now, Duration hold) {
    return now - since >= hold.toNanos();
  }
}
