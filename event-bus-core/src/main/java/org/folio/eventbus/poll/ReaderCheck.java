/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects partitions that no member of the group reads, and requests a rebalance. A member cannot
 * detect them from its own assignment. Used on one context only.
 */
public final class ReaderCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ReaderCheck.class);

  // Seen twice: during a rebalance, a partition has no reader for some seconds.
  private static final Duration LOOK = Duration.ofSeconds(10);

  // A rebalance takes a few seconds; if it did not help, the next one is requested after a minute.
  private static final int ASK_EVERY = 6;

  private final String subscription;
  private final Supplier<Set<String>> topics;
  private final Function<Collection<String>, Future<Set<TopicPartition>>> readers;
  private final Runnable divideAnew;
  private final SubscriptionMeter meter;
  private final Runnable stop;
  private Set<TopicPartition> seen = Set.of();
  private Set<TopicPartition> unread = Set.of();
  private boolean looking;
  private int looksInVain;

  /**
   * Checks periodically from now on.
   *
   * @param topics the topics read here
   * @param readers finds the partitions of topics that no member reads
   * @param divideAnew requests a rebalance
   */
  public ReaderCheck(
      Timeline timeline,
      String subscription,
      Supplier<Set<String>> topics,
      Function<Collection<String>, Future<Set<TopicPartition>>> readers,
      Runnable divideAnew,
      SubscriptionMeter meter) {
    this.subscription = subscription;
    this.topics = topics;
    this.readers = readers;
    this.divideAnew = divideAnew;
    this.meter = meter;
    this.stop = timeline.every(LOOK, this::look);
  }

  /** Explains that some partitions have no reader; null if all have one. */
  public @Nullable String problem() {
    return unread.isEmpty()
        ? null
        : "Nobody reads %s for subscription %s; a rebalance has been requested"
            .formatted(
                unread.stream().map(TopicPartition::toString).sorted().toList(), subscription);
  }

  public void close() {
    stop.run();
  }

  private void look() {
    Set<String> read = topics.get();
    if (looking || read.isEmpty()) {
      return;
    }
    looking = true;
    readers
        .apply(read)
        .onComplete(
            answer -> {
              looking = false;
              // Another component reports brokers that do not answer.
              if (answer.succeeded()) {
                note(answer.result());
              }
            });
  }

  private void note(Set<TopicPartition> now) {
    Set<TopicPartition> twice = new HashSet<>(now);
    twice.retainAll(seen);
    seen = now;
    if (!twice.isEmpty()) {
      if (looksInVain++ % ASK_EVERY == 0) {
        LOG.error(
            "{} {}: no member of the group reads {}, and no rebalance is in progress. A rebalance is requested.",
            LogCode.PARTITIONS_UNREAD,
            subscription,
            twice);
        divideAnew.run();
      }
    } else if (!unread.isEmpty()) {
      looksInVain = 0;
      LOG.info("{} {}: {} are read again", LogCode.PARTITIONS_READ_AGAIN, subscription, unread);
    }
    unread = twice;
    meter.unreadPartitions(twice.size());
  }
}
