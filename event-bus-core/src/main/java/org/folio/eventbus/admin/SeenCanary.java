/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last canary that a subscription received.
 *
 * @param id null if it has never received one
 * @param sequence its number; 0 if it has never received one
 * @param receivedAt when its receipt was written, by the database's clock; null if there is none
 * @param age time since then; null if there is none
 */
public record SeenCanary(
    String subscription,
    String stream,
    @Nullable UUID id,
    long sequence,
    @Nullable Instant receivedAt,
    @Nullable Duration age) {

  /** The time from publication to receipt; null if there is none. Clocks may differ. */
  public @Nullable Duration lateness() {
    return id == null || receivedAt == null
        ? null
        : Duration.between(Canary.publishedAt(id), receivedAt);
  }
}
