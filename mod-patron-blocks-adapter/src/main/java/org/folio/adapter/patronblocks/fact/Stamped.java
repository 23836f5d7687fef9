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
 * @param at when the fact happened, as far as its event tells; decides between sources
 * @param value what the event said
 */
public record Stamped<T>(long sequence, Instant at, T value) {

  /** The sequence of what no event has written; producers count from 1. */
  public static final long UNWRITTEN = 0;

  /**
   * Reads a register; null if no event has written it.
   *
   * @param sequence the column of its sequence
   * @param at the column of its time
   * @param value reads its value, which is asked for only if it was written
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

  /** The one with the lower stamp; of equal ones that with the lower value. */
  public static <T> @Nullable Stamped<T> earliest(
      @Nullable Stamped<T> a, @Nullable Stamped<T> b, Comparator<? super T> tie) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return compare(b, a, tie) < 0 ? b : a;
  }

  /** The one with the higher stamp; of equal ones that with the higher value. */
  public static <T> @Nullable Stamped<T> latest(
      @Nullable Stamped<T> a, @Nullable Stamped<T> b, Comparator<? super T> tie) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return compare(b, a, tie) > 0 ? b : a;
  }

  /** Whether the value was written after the other one; both must be of one source. */
  public boolean isAfter(@Nullable Stamped<?> other) {
    return other == null || sequence > other.sequence;
  }

  // Events without a number can have equal stamps. Without the value as the last word, the one
  // that happened to arrive first would win.
  private static <T> int compare(Stamped<T> a, Stamped<T> b, Comparator<? super T> tie) {
    int byStamp = Long.compare(a.sequence, b.sequence);
    return byStamp == 0 ? tie.compare(a.value, b.value) : byStamp;
  }
}
