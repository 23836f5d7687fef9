/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.topic.OpenTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Compares read positions with end offsets, and detects partitions that have unread records but are
 * not read. Used on one context only.
 */
public final class UnreadRecords {

  // Monitoring asks less often, and a stalled partition is named within half a minute.
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);

  // Records arrive within milliseconds after a fetch; a slow broker takes seconds.
  private static final Duration SUSPICIOUS = Duration.ofSeconds(6);

  private final Timeline timeline;
  private final Supplier<@Nullable Map<TopicPartition, Long>> positions;
  private final Supplier<Set<TopicPartition>> paused;
  private final Function<Collection<TopicPartition>, Future<Map<TopicPartition, Long>>> ends;
  private final Function<TopicPartition, Future<Optional<OpenTransaction>>> openTransaction;
  private final Mover mover;
  private final RepeatedWork look;
  private final Map<TopicPartition, Standing> standing = new HashMap<>();
  private Map<TopicPartition, Long> unread = Map.of();

  private record Standing(long position, long since) {}

  /**
   * Checks periodically from now on.
   *
   * @param positions the positions in the partitions read here; null while they are unknown
   * @param paused those partitions that are paused so that memory stays bounded
   * @param ends finds the end offsets of partitions
   * @param openTransaction finds the oldest open transaction on a partition
   * @param mover has work while a partition has records and is not paused
   */
  public UnreadRecords(
      SubscriptionContext context,
      Supplier<@Nullable Map<TopicPartition, Long>> positions,
      Supplier<Set<TopicPartition>> paused,
      Function<Collection<TopicPartition>, Future<Map<TopicPartition, Long>>> ends,
      Function<TopicPartition, Future<Optional<OpenTransaction>>> openTransaction,
      Mover mover) {
    this.timeline = context.timeline();
    this.positions = positions;
    this.paused = paused;
    this.ends = ends;
    this.openTransaction = openTransaction;
    this.mover = mover;
    this.look =
        new RepeatedWork(
            timeline,
            context.bus().watch(),
            "The look at what subscription %s has not read".formatted(context.name()),
            LOOK,
            LOOK_LIMIT,
            this::look);
  }

  /** Lag: number of unread records on the partitions read here, some seconds ago. */
  public long count() {
    return unread.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As {@link #count()}, for some topics. */
  public long count(Collection<String> topics) {
    return unread.entrySet().stream()
        .filter(behind -> topics.contains(behind.getKey().topic()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public void close() {
    look.close();
  }

  private Future<?> look() {
    Map<TopicPartition, Long> read = positions.get();
    if (read == null) {
      return Future.succeededFuture();
    }
    if (read.isEmpty()) {
      unread = Map.of();
      standing.clear();
      mover.idle();
      return Future.succeededFuture();
    }
    return ends.apply(read.keySet()).compose(written -> compare(read, written));
  }

  private Future<?> compare(Map<TopicPartition, Long> read, Map<TopicPartition, Long> written) {
    long now = timeline.nanoTime();
    Set<TopicPartition> waiting = paused.get();
    Map<TopicPartition, Long> behindOf = new HashMap<>();
    standing.keySet().retainAll(read.keySet());
    for (var one : read.entrySet()) {
      TopicPartition partition = one.getKey();
      long behind = Math.max(0, written.getOrDefault(partition, 0L) - one.getValue());
      behindOf.put(partition, behind);
      Standing before = standing.get(partition);
      if (behind == 0 || waiting.contains(partition)) {
        standing.remove(partition);
      } else if (before == null || before.position() != one.getValue()) {
        standing.put(partition, new Standing(one.getValue(), now));
      }
    }
    unread = behindOf;
    return oldest().map(this::suspect).orElseGet(this::allMove);
  }

  private Optional<Map.Entry<TopicPartition, Standing>> oldest() {
    return standing.entrySet().stream()
        .min(Map.Entry.comparingByValue((a, b) -> Long.compare(a.since(), b.since())));
  }

  private Future<?> allMove() {
    mover.idle();
    return Future.succeededFuture();
  }

  private Future<?> suspect(Map.Entry<TopicPartition, Standing> oldest) {
    TopicPartition partition = oldest.getKey();
    mover.hasWorkSince(oldest.getValue().since());
    if (timeline.nanoTime() - oldest.getValue().since() < SUSPICIOUS.toNanos()) {
      return Future.succeededFuture();
    }
    return openTransaction
        .apply(partition)
        .onSuccess(
            open ->
                mover.failed(
                    open.map(one -> one.sentence(partition.toString()))
                        .orElse(
                            "%s has records from offset %s on, but Kafka returns none"
                                .formatted(partition, oldest.getValue().position()))));
  }
}
