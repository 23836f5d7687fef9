/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.subscription;

import java.time.Duration;
import java.util.List;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.progress.EventLoopBeat;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.lane.Dispatcher;
import org.folio.eventbus.poll.PollLoop;
import org.jspecify.annotations.Nullable;

/** The watched movers of a subscription. Used on one context only. */
final class SubscriptionMovers {

  // Beyond a rebalance, which waits for the running batches and commits their offsets.
  private static final Duration POLL_GRACE = Duration.ofSeconds(3);

  // Records arrive within milliseconds; an operator should know half a minute later.
  private static final Duration READING_LIMIT = Duration.ofSeconds(20);

  // Beyond the handler limit of a batch.
  private static final Duration LANE_GRACE = Duration.ofSeconds(10);

  private final ProgressWatch watch;
  private final Mover polling;
  private final Mover reading;
  private final Mover lanes;
  private final Mover eventLoop;
  private final Runnable stopBeating;

  SubscriptionMovers(Timeline timeline, ProgressWatch watch, Subscription subscription) {
    String name = "subscription " + subscription.name();
    this.watch = watch;
    this.polling =
        watch.mover(
            MoverKind.POLL_LOOP,
            "The poll loop of " + name,
            subscription.policy().revokeLimit().plus(PollLoop.COMMIT_LIMIT).plus(POLL_GRACE));
    this.reading =
        watch.mover(MoverKind.READING, "Reading for " + name, readingLimit(subscription.policy()));
    this.lanes =
        watch.mover(
            MoverKind.LANE,
            "A lane of " + name,
            subscription.policy().handlerLimit().plus(LANE_GRACE));
    this.eventLoop = EventLoopBeat.mover(watch, name);
    this.stopBeating = EventLoopBeat.start(timeline, eventLoop);
  }

  // Nothing is read while a rebalance waits for the running batches.
  private static Duration readingLimit(SubscriptionPolicy policy) {
    return policy.revokeLimit().compareTo(READING_LIMIT) > 0
        ? policy.revokeLimit().plus(PollLoop.COMMIT_LIMIT)
        : READING_LIMIT;
  }

  /** Has work while there are topics to poll. */
  Mover polling() {
    return polling;
  }

  /** Has work while a partition has unread records. */
  Mover reading() {
    return reading;
  }

  /** Looks at the lanes. */
  void look(@Nullable Dispatcher dispatcher) {
    if (dispatcher == null) {
      lanes.idle();
    } else {
      dispatcher.tellLanes(lanes);
    }
  }

  /** A sentence for each standstill; a caller on an event loop knows that the loop runs. */
  List<String> standstills() {
    return watch.sentences(List.of(polling, reading, lanes));
  }

  void close() {
    stopBeating.run();
    eventLoop.close();
    reading.close();
    lanes.close();
  }
}
