/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.folio.eventbus.StreamKey;

/**
 * Missing sequences while a later event of the key has arrived. That event waits for them until the
 * hold time is over; then they are reported as a gap.
 *
 * @param since when the later event began to wait
 * @param hold how long it waits
 */
public record Awaited(
    String subscription, StreamKey key, SequenceRange range, Instant since, Duration hold) {

  private static final int MILLIS_DIGITS = 3;

  /**
   * The missing sequences that the events of one key wait for.
   *
   * @param applied the last applied sequence of the key
   * @param arrived the sequences of the waiting events, and since when they wait
   */
  public static List<Awaited> before(
      String subscription,
      StreamKey key,
      long applied,
      SortedMap<Long, Instant> arrived,
      Duration hold) {
    List<Awaited> awaited = new ArrayList<>();
    long come = applied;
    for (var one : arrived.entrySet()) {
      if (one.getKey() > come + 1) {
        awaited.add(
            new Awaited(
                subscription,
                key,
                new SequenceRange(come + 1, one.getKey() - 1),
                one.getValue(),
                hold));
      }
      come = Math.max(come, one.getKey());
    }
    return awaited;
  }

  /** The entries of one subscription and key, in the order of sequences. */
  public static List<Awaited> ofKey(Collection<Awaited> all, String subscription, StreamKey ofKey) {
    return all.stream()
        .filter(one -> one.subscription.equals(subscription) && one.key.equals(ofKey))
        .sorted(Comparator.comparingLong(one -> one.range.first()))
        .toList();
  }

  /** Says which sequence waits for which, and what happens if they do not arrive. */
  public String sentence() {
    return "%s waits for %s".formatted(range.last() + 1, obstacle(List.of(this)));
  }

  /**
   * Says which events of one key the missing sequences block, and what happens if they do not
   * arrive.
   *
   * @param awaited at least one, in their order
   */
  public static String obstacle(Collection<Awaited> awaited) {
    return "%s; reported missing after %s s"
        .formatted(
            awaited.stream().map(one -> one.range.spoken()).collect(Collectors.joining(", ")),
            awaited.iterator().next().holdSeconds().toPlainString());
  }

  /** The hold time. */
  public BigDecimal holdSeconds() {
    BigDecimal seconds = BigDecimal.valueOf(hold.toMillis(), MILLIS_DIGITS).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }
}
