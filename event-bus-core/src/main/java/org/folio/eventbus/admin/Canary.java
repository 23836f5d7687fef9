/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.folio.eventbus.base.wire.EventHeaders;

/**
 * An event that passes through outbox, relay and Kafka to the receipt of each subscription, but
 * reaches no handler: no subscription handles its type. Its id contains the time of publication, so
 * the receipt alone shows the latency.
 */
public final class Canary {

  /** Its type. */
  public static final String TYPE = EventHeaders.CONTROL_TYPES + "canary";

  /** Its key; no business event uses it. */
  public static final String KEY = "event-bus-canary";

  private static final int VERSION = 7;
  private static final int TIME_SHIFT = 16;
  private static final int VERSION_SHIFT = 12;
  private static final long RANDOM_BITS = 0xFFF;
  private static final long VARIANT = 0x8000000000000000L;
  private static final long VARIANT_BITS = 0x3FFFFFFFFFFFFFFFL;

  private Canary() {}

  /** An id of version 7 (RFC 9562), which begins with its time in milliseconds. */
  public static UUID id(Instant published) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
        published.toEpochMilli() << TIME_SHIFT
            | VERSION << VERSION_SHIFT
            | random.nextLong() & RANDOM_BITS,
        VARIANT | random.nextLong() & VARIANT_BITS);
  }

  /** The time at which the canary with this id was published. */
  public static Instant publishedAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> TIME_SHIFT);
  }
}
