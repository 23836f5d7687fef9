/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.time.Duration;

/**
 * A delivery that waits for an earlier sequence of its key.
 *
 * @param since the beginning of its hold time
 * @param first when its key moved on last, or else when it was held first
 * @param cursor how far its key had come then
 */
public record Held(Delivery delivery, long since, long first, long cursor) {

  public boolean longEnough(long now, Duration hold) {
    return now - since >= hold.toNanos();
  }
}
