/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events to search for. A null member does not restrict the search.
 *
 * @param key the key, for example the id of a user on the stream of loan events
 * @param mentioned a text that the payload holds as a value, for example the id of a loan
 * @param stream the stream
 * @param type the type
 * @param from the earliest time of publication or handling
 * @param to the end of the time of publication or handling, exclusive
 * @param most the maximum number of events, from 1 to {@link #MOST_EVENTS}
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

  /** As many as a person reads; each one costs several statements. */
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

  /** Whether the question covers a time whose journal and receipts are no longer kept. */
  public boolean reachesBeyond(int keptDays) {
    Instant oldest = Instant.now().minus(Duration.ofDays(keptDays));
    return from != null && from.isBefore(oldest) || to != null && to.isBefore(oldest);
  }
}
