/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Loop;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.time.Limit;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.lane.Dispatcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Kafka for records, on the thread of a loop. It owns the consumer. The dispatcher, which
 * runs on an event loop, decides what to pause and what to commit. Before a partition moves to
 * another member, its running batches have ended and the finished prefix is committed.
 *
 * <p>After a retriable error the same consumer tries again. Any other error ends this life: records
 * that were read may not have been handed over, and a fenced consumer rejects each further call.
 * Only a new consumer, which begins at the committed offsets, resumes.
 */
public final class PollLoop implements Loop.Life, ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

  // How long a poll waits for records; changes of topics or pauses take effect after at most this
  // time.
  private static final Duration POLL = Duration.ofMillis(50);

  // Offsets only save work after a restart, cursors decide; so they need not be committed at each
  // poll.
  private static final Duration COMMIT_EVERY = Duration.ofMillis(250);
  public static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);

  // Interval at which read positions are reported; monitoring asks less often.
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration POSITION_LIMIT = Duration.ofMillis(50);

  // Pause before the next call to a broker that rejects calls at once.
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  // Leaves the rest of twenty seconds for HTTP, commits and leaving the groups.
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader reader;
  private final Dispatcher dispatcher;
  private final Context context;
  private final Subscription subscription;
  private final boolean rejoins;
  private final Mover mover;
  private final CommittedOffsets committed = new CommittedOffsets();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Set<String> wantedTopics = Set.of();
  private volatile boolean closing;
  private volatile boolean dividedAnew;
  private volatile boolean settled;
  private volatile @Nullable String failure;
  private volatile Map<TopicPartition, Long> positions = Map.of();
  private Set<String> topics = Set.of();
  private final long begun = System.nanoTime();
  private long lastCommit = System.nanoTime();
  private long lastTold = System.nanoTime();
  private boolean joined;

  /**
   * A loop that reads nothing before {@link #read}.
   *
   * @param rejoins whether to request a rebalance after the first assignment, see {@link
   *     ConsumerProperties}
   * @param mover has work while the loop has topics to read, and moves with each successful round
   */
  public PollLoop(
      Consumer<byte[], byte[]> consumer,
      RecordReader reader,
      Dispatcher dispatcher,
      Context context,
      Subscription subscription,
      boolean rejoins,
      Mover mover) {
    this.consumer = consumer;
    this.reader = reader;
    this.dispatcher = dispatcher;
    this.context = context;
    this.subscription = subscription;
    this.rejoins = rejoins;
    this.mover = mover;
  }

  /** Changes the topics to read; safe for use by several threads. */
  void read(Set<String> newTopics) {
    wantedTopics = Set.copyOf(newTopics);
  }

  /** Whether it has read for some time without interruption; safe for use by several threads. */
  public boolean settled() {
    return settled;
  }

  /** Why the last round failed, or null if it did not; safe for use by several threads. */
  public @Nullable String failure() {
    return failure;
  }

  /** The position in each assigned partition, a second ago; safe for use by several threads. */
  public Map<TopicPartition, Long> positions() {
    return positions;
  }

  /** Requests a rebalance; safe for use by several threads. */
  void divideAnew() {
    dividedAnew = true;
  }

  @Override
  public void wake() {
    closing = true;
    closed.countDown();
    consumer.wakeup();
  }

  @Override
  public void round() {
    try {
      subscribe();
      askForRebalance();
      List<Delivery> deliveries = poll();
      Set<TopicPartition> behind = dispatcher.ofSeveralTopics() ? behind() : Set.of();
      Dispatcher.Answer answer =
          ContextCall.await(context, () -> dispatcher.exchange(deliveries, behind));
      pause(answer.paused());
      commit(answer.committable());
      tellPositions();
      wentWell();
    } catch (WakeupException e) {
      // Only wake() wakes the consumer up; the loop ends then.
      LOG.debug("Woken up to close");
    } catch (KafkaException e) {
      if (!passes(e)) {
        throw e;
      }
      refused(e);
    }
  }

  /**
   * Whether the same consumer tries again after a rejection; any other rejection ends this life.
   */
  public static boolean passes(KafkaException refusal) {
    // An authorization may be granted soon; readable topics are read meanwhile.
    return refusal instanceof RetriableException
        || refusal instanceof AuthorizationException
        || refusal instanceof AuthenticationException;
  }

  private void wentWell() {
    failure = null;
    settled = System.nanoTime() - begun >= Loop.SETTLED.toNanos();
    if (topics.isEmpty()) {
      mover.idle();
    } else if (settled) {
      mover.moved();
    } else {
      mover.hasWork();
    }
  }

  private void refused(KafkaException e) {
    if (failure == null) {
      LOG.warn(
          "{} {}: Kafka refuses: {}. Tried again each second.",
          LogCode.POLL_FAILED,
          subscription.name(),
          e.toString());
    }
    failure = e.toString();
    mover.hasWork();
    mover.failed(failure);
    waitFor(PAUSE_AFTER_FAILURE);
  }

  private void subscribe() {
    Set<String> wanted = wantedTopics;
    if (!wanted.equals(topics)) {
      if (wanted.isEmpty()) {
        consumer.unsubscribe();
      } else {
        consumer.subscribe(wanted, this);
      }
      topics = wanted;
    }
  }

  private void askForRebalance() {
    if (dividedAnew && !topics.isEmpty()) {
      dividedAnew = false;
      consumer.enforceRebalance("some partitions have no reader");
    }
  }

  private List<Delivery> poll() {
    List<Delivery> deliveries = new ArrayList<>();
    if (topics.isEmpty()) {
      waitFor(POLL);
      return deliveries;
    }
    for (ConsumerRecord<byte[], byte[]> kafkaRecord : consumer.poll(POLL)) {
      reader.read(kafkaRecord).ifPresentOrElse(deliveries::add, () -> logOwnerless(kafkaRecord));
    }
    return deliveries;
  }

  // The end of a partition is known after the first answer of its broker.
  private Set<TopicPartition> behind() {
    return consumer.assignment().stream()
        .filter(partition -> consumer.currentLag(partition).orElse(1) > 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void logOwnerless(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    LOG.error(
        "{} {}: the record at {}-{} offset {} names no tenant and is skipped. It stays on Kafka until its retention ends.",
        LogCode.RECORD_UNREADABLE,
        subscription.name(),
        kafkaRecord.topic(),
        kafkaRecord.partition(),
        kafkaRecord.offset());
  }

  private void pause(Set<TopicPartition> wanted) {
    Set<TopicPartition> paused = consumer.paused();
    if (!wanted.equals(paused)) {
      Set<TopicPartition> resume = new HashSet<>(paused);
      resume.removeAll(wanted);
      consumer.resume(resume);
      Set<TopicPartition> pause = new HashSet<>(wanted);
      pause.retainAll(consumer.assignment());
      consumer.pause(pause);
    }
  }

  private void commit(Map<TopicPartition, Long> committable) {
    if (System.nanoTime() - lastCommit < COMMIT_EVERY.toNanos()) {
      return;
    }
    lastCommit = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> offsets = committed.lacking(committable);
    if (offsets.isEmpty()) {
      return;
    }
    consumer.commitAsync(
        offsets,
        (done, cause) -> {
          if (cause == null) {
            committed.note(done);
          } else {
            LOG.debug("{}: commit is repeated: {}", subscription.name(), cause.toString());
          }
        });
  }

  private void tellPositions() {
    if (System.nanoTime() - lastTold < TELL_EVERY.toNanos()) {
      return;
    }
    lastTold = System.nanoTime();
    Map<TopicPartition, Long> read = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      try {
        read.put(partition, consumer.position(partition, POSITION_LIMIT));
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        LOG.debug("{}: how far {} is read is not known", subscription.name(), partition, e);
      }
    }
    positions = Map.copyOf(read);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (rejoins && !joined) {
      consumer.enforceRebalance("the share of a member that came back may be out of date");
    }
    joined = true;
    if (!partitions.isEmpty()) {
      LOG.info("{} {}: assigned {}", LogCode.PARTITIONS_ASSIGNED, subscription.name(), partitions);
      ContextCall.await(
          context,
          () -> {
            dispatcher.assigned(partitions);
            return partitions;
          });
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = committed.lacking(drain(partitions));
    committed.forget(partitions);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets, COMMIT_LIMIT);
    } catch (KafkaException e) {
      LOG.warn(
          "{} {}: offsets of {} could not be committed: {}. The next owner reads some events again and recognises them as duplicates.",
          LogCode.COMMIT_FAILED,
          subscription.name(),
          offsets.keySet(),
          e.toString());
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    drain(partitions);
    committed.forget(partitions);
  }

  private Map<TopicPartition, Long> drain(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    CompletableFuture<Map<TopicPartition, Long>> drained =
        ContextCall.begin(context, () -> dispatcher.revoke(partitions));
    Duration limit = drainLimit();
    try {
      Map<TopicPartition, Long> committable = drained.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("{} {}: gave up {}", LogCode.PARTITIONS_REVOKED, subscription.name(), partitions);
      return committable;
    } catch (TimeoutException e) {
      LOG.warn(
          "{} {}: a batch of {} did not end within {}; the partitions are given up. If it commits later, the next owner sees its events as duplicates.",
          LogCode.REVOKE_OVERDUE,
          subscription.name(),
          partitions,
          Limit.words(limit));
      context.runOnContext(run -> dispatcher.abandon(partitions));
      return Map.of();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  // A stopping process that takes too long is killed, and would then not even leave its groups.
  private Duration drainLimit() {
    Duration limit = subscription.policy().revokeLimit();
    return closing && limit.compareTo(STOP_LIMIT) > 0 ? STOP_LIMIT : limit;
  }

  /** Closes the loop: running batches end, offsets are committed, partitions are given up. */
  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(subscription.policy().revokeLimit().plus(COMMIT_LIMIT)));
    } finally {
      context.runOnContext(over -> dispatcher.close());
    }
  }

  private void waitFor(Duration pause) {
    try {
      closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
