/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.HttpFailure;

/** Counts the streams that one instance reads. Safe for use by several threads. */
final class OpenStreams {

  /** Concurrent streams; each holds up to some MiB of parsed events. */
  static final int MOST = 16;

  /** Concurrent streams of one tenant, so that it does not block the others. */
  static final int MOST_OF_TENANT = 4;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Map<TenantId, Integer> open = new HashMap<>();

  /**
   * Begins a stream, which the caller must end.
   *
   * @throws HttpFailure 503 with {@code Retry-After} if there are too many; the caller must not end
   *     it then
   */
  synchronized void begin(TenantId tenant) {
    int all = open.values().stream().mapToInt(Integer::intValue).sum();
    if (all >= MOST || open.getOrDefault(tenant, 0) >= MOST_OF_TENANT) {
      throw HttpFailure.later(
          503,
          PAUSE,
          "This instance reads %s streams at a time, %s of one tenant; nothing was stored. Send the stream again"
              .formatted(MOST, MOST_OF_TENANT));
    }
    open.merge(tenant, 1, Integer::sum);
  }

  synchronized void end(TenantId tenant) {
    open.computeIfPresent(tenant, (id, number) -> number == 1 ? null : number - 1);
  }
}
