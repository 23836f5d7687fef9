/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value with the stamp of the event that wrote it.
 *
 * @param sequence orders the values of one {@link Source}: a sequence, or the {@link Stamps stamp}
 *     of an event without a number; from 1
 * @param at when the fact happened, according to its event; decides between sources
 * @param value the event's value
 */
public record Stamped<T>(long sequence, Instant at, T value) {

  /** The sequence of an unwritten register; producers count from 1. */
  public static final long UNWRITTEN = 0;

  /**
   * Reads a register; null if no event has written it.
   *
   * @param sequence the column of its sequence
   * @param at the column of its time
   * @param value reads its value, called only if it was written
   */
  public static <T> @Nullable Stamped<T> read(
      Row row, String sequence, String at, Supplier<T> value) {
    long stamp = row.getLong(sequence);
    if (stamp == UNWRITTEN) {
      return null;
    }
    OffsetDateTime time = row.getOffsetDateTime(at);
    return new Stamped<>(stamp, time == null ? Instant.EPOCH : time.toInstant(), value.get());
  }

  /** The one with the lower stamp; with equal stamps the lower value. */
  public static <T> @Nullable Stamped<T> earliest(
      @Nullable Stamped<T> a, @Nullable Stamped<T> b, Comparator<? super T> tie) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return compare(b, a, tie) < 0 ? b : a;
  }

  /** The one with the higher stamp; with equal stamps the higher value. */
  public static <T> @Nullable Stamped<T> latest(
      @Nullable Stamped<T> a, @Nullable Stamped<T> b, Comparator<? super T> tie) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return compare(b, a, tie) > 0 ? b : a;
  }

  /** Whether the value was written after the other one; both must have the same source. */
  public boolean isAfter(@Nullable Stamped<?> other) {
    return other == null || sequence > other.sequence;
  }

  // Events without a number can have equal stamps. Without the comparison of values, the first one
  // to arrive would win.
  private static <T> int compare(Stamped<T> a, Stamped<T> b, Comparator<? super T> tie) {
    int byStamp = Long.compare(a.sequence, b.sequence);
    return byStamp == 0 ? tie.compare(a.value, b.value) : byStamp;
  }
}
