/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are looked for. What is null does not restrict.
 *
 * @param key the key, for example the id of a user on the stream of loan events
 * @param mentioned a text that the payload holds as a value, for example the id of a loan
 * @param stream the stream
 * @param type the type
 * @param from when it was published or dealt with, earliest
 * @param to when it was published or dealt with, before this time
 * @param most how many events at most, from 1 to {@link #MOST_EVENTS}
 * @param operation the operation that the event belongs to
 */
public record EventQuestion(
    @Nullable String key,
    @Nullable String mentioned,
    @Nullable String stream,
    @Nullable String type,
    @Nullable Instant from,
    @Nullable Instant to,
    int most,
    @Nullable UUID operation) {

  /** As many as a person reads; each costs some statements. */
  public static final int MOST_EVENTS = 50;

  /**
   * A question that names no operation.
   *
   * @throws IllegalArgumentException if the number is out of range
   */
  public EventQuestion(
      @Nullable String key,
      @Nullable String mentioned,
      @Nullable String stream,
      @Nullable String type,
      @Nullable Instant from,
      @Nullable Instant to,
      int most) {
    this(key, mentioned, stream, type, from, to, most, null);
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public EventQuestion {
    if (most < 1 || most > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "limit must be from 1 to %s, not %s".formatted(MOST_EVENTS, most));
    }
  }

  /** Whether it asks for a time of which nothing is kept any more. */
  public boolean reachesBeyond(int keptDays) {
    Instant oldest = Instant.now().minus(Duration.ofDays(keptDays));
    return from != null && from.isBefore(oldest) || to != null && to.isBefore(oldest);
  }
}
