/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.delivery;

import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.StreamKey;

/**
 * How long, and how many, events wait for earlier ones of their keys.
 *
 * @param longEnough per key, the highest sequence that has waited for its predecessors for the
 *     whole hold time
 * @param room number of deliveries of the batch that may wait in memory; deliveries of further keys
 *     are parked, so other keys proceed however many keys miss something
 */
public record Patience(Map<StreamKey, Long> longEnough, int room) {

  /** No event has waited yet, and all may wait in memory. */
  public static final Patience UNLIMITED = unlimited(Map.of());

  /** All may wait in memory, because the limit is applied elsewhere. */
  public static Patience unlimited(Map<StreamKey, Long> longEnough) {
    return new Patience(longEnough, Integer.MAX_VALUE);
  }

  /** The same, with further sequences of some keys that have waited long enough. */
  public Patience passing(Map<StreamKey, Long> further) {
    Map<StreamKey, Long> all = new HashMap<>(longEnough);
    further.forEach((key, sequence) -> all.merge(key, sequence, Math::min));
    return new Patience(all, room);
  }
}
