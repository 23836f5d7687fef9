/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.delivery.Backoff;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.LaneBatch;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.handler.ReplayAbortedException;

/**
 * Applies replayed deliveries, one batch after another. Events whose predecessors are not applied
 * yet are held until those arrive; their number is bounded. Used on one context only.
 */
final class PageRun {

  private final Timeline timeline;
  private final BatchRunner batches;
  private final SubscriptionPolicy policy;
  private final int batchSize;
  private final boolean passesOver;
  private final Pages pages;
  private final ArrayDeque<Delivery> todo = new ArrayDeque<>();
  private final Map<StreamKey, List<Delivery>> held = new LinkedHashMap<>();
  private final Promise<Void> ended = Promise.promise();
  private long heldEvents;
  private long heldBytes;
  private long dropped;
  private boolean closed;

  /**
   * @param batchSize maximum number of new deliveries in one batch
   * @param passesOver whether missing sequences are passed over at the end. Otherwise the events
   *     after them stay unapplied
   */
  PageRun(
      Timeline timeline,
      BatchRunner batches,
      SubscriptionPolicy policy,
      int batchSize,
      boolean passesOver,
      Pages pages) {
    this.timeline = timeline;
    this.batches = batches;
    this.policy = policy;
    this.batchSize = batchSize;
    this.passesOver = passesOver;
    this.pages = pages;
  }

  /** Works until there are no more pages; fails with the cause of an early end. */
  Future<Void> run() {
    next();
    return ended.future();
  }

  /** Ends after the running batch. */
  void close() {
    closed = true;
  }

  /** Events that wait for predecessors. */
  long waiting() {
    return heldEvents + dropped;
  }

  private void next() {
    if (passesOver && full()) {
      passOver();
    } else if (!todo.isEmpty()) {
      batch();
    } else {
      pages.next().onSuccess(this::begin).onFailure(ended::fail);
    }
  }

  private void begin(List<Delivery> page) {
    if (!page.isEmpty()) {
      todo.addAll(page);
      batch();
    } else if (passesOver && !held.isEmpty()) {
      passOver();
    } else {
      ended.complete();
    }
  }

  private void batch() {
    List<Delivery> deliveries = new ArrayList<>();
    while (deliveries.size() < batchSize && !todo.isEmpty()) {
      deliveries.add(todo.remove());
    }
    attempt(deliveries, Map.of(), 0, timeline.nanoTime());
  }

  private void passOver() {
    List<Delivery> deliveries = new ArrayList<>();
    Map<StreamKey, Long> longEnough = new LinkedHashMap<>();
    Iterator<Map.Entry<StreamKey, List<Delivery>>> keys = held.entrySet().iterator();
    while (deliveries.size() < batchSize && keys.hasNext()) {
      var ofKey = keys.next();
      deliveries.addAll(ofKey.getValue());
      longEnough.put(ofKey.getKey(), Long.MAX_VALUE);
      ofKey.getValue().forEach(this::notHeld);
      keys.remove();
    }
    attempt(deliveries, longEnough, 0, timeline.nanoTime());
  }

  private void attempt(
      List<Delivery> deliveries, Map<StreamKey, Long> longEnough, int failures, long since) {
    if (closed) {
      ended.fail(new ReplayAbortedException("The module is being stopped"));
      return;
    }
    boolean budgetSpent =
        failures > 0 && timeline.nanoTime() - since >= policy.retryBudget().toNanos();
    batches
        .run(
            new LaneBatch(
                withHeld(deliveries), Patience.unlimited(longEnough), Map.of(), failures, since),
            budgetSpent,
            // A replay runs beside the subscription and takes none of its turns.
            events -> Future.succeededFuture())
        .onSuccess(
            result -> {
              result.held().forEach(this::hold);
              if (result.cause() == null) {
                next();
              } else if (budgetSpent || result.cause() instanceof ReplayAbortedException) {
                ended.fail(result.cause());
              } else {
                again(result.unfinished(), longEnough, failures, since);
              }
            });
  }

  private void again(
      List<Delivery> unfinished, Map<StreamKey, Long> longEnough, int failures, long since) {
    Duration pause = Backoff.pause(failures, policy, timeline.chance());
    timeline.after(pause, () -> attempt(unfinished, longEnough, failures + 1, since));
  }

  private List<Delivery> withHeld(List<Delivery> deliveries) {
    List<Delivery> all = new ArrayList<>(deliveries);
    for (StreamKey key : Delivery.keysOf(deliveries)) {
      List<Delivery> ofKey = held.remove(key);
      if (ofKey != null) {
        ofKey.forEach(this::notHeld);
        all.addAll(ofKey);
      }
    }
    return all;
  }

  private void hold(Delivery delivery) {
    if (!passesOver && full()) {
      dropped++;
      return;
    }
    held.computeIfAbsent(delivery.streamKey(), none -> new ArrayList<>()).add(delivery);
    heldEvents++;
    heldBytes += delivery.bytes();
  }

  private void notHeld(Delivery delivery) {
    heldEvents--;
    heldBytes -= delivery.bytes();
  }

  private boolean full() {
    return heldEvents >= policy.recordsInMemory() || heldBytes >= policy.bytesInMemory();
  }
}
