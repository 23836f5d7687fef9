/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventHandler;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TopicChoice;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.batch.BatchTransaction;
import org.folio.eventbus.batch.ExternalBatch;
import org.folio.eventbus.batch.ExternalCalls;
import org.folio.eventbus.batch.PlanWriter;
import org.folio.eventbus.batch.Planner;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Hold;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.gap.Beacon;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.handler.HandlerCall;
import org.folio.eventbus.keywork.KeyRelease;
import org.folio.eventbus.keywork.StoppedKeys;
import org.folio.eventbus.lane.Dispatcher;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.poll.MemberName;
import org.folio.eventbus.poll.PollLoop;
import org.folio.eventbus.store.SubscriptionStore;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;

/** The shipped subscription in a simulated process, between a simulated log and store. */
public final class SimulatedConsumer {

  /** A type that the subscription handles. */
  public static final String TYPE = "SIMULATED";

  /** Another type, with a topic of its own if there are several topics. */
  public static final String SECOND_TYPE = "SIMULATED_TOO";

  /** All types that the subscription handles. */
  public static final Set<String> TYPES = Set.of(TYPE, SECOND_TYPE);

  private static final TenantId TENANT = new TenantId("diku");
  private static final String STREAM = "circulation.loan-events";
  private static final EventTopics TOPICS =
      new EventTopics(
          EventBusSettings.from(
              Map.of(
                  "DB_HOST", "none",
                  "DB_PORT", "5432",
                  "DB_USERNAME", "none",
                  "DB_PASSWORD", "none",
                  "DB_DATABASE", "none",
                  "KAFKA_HOST", "none",
                  "KAFKA_PORT", "9092")));
  private static final EventCodec CODEC = new EventCodec(TOPICS);
  private static final RecordReader READER =
      new RecordReader(TOPICS, CODEC, new EventCatalog(List.of()));
  private static final double SLOW_BROKER = 0.01;
  private static final int POLL_RECORDS = 7;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int IN_MEMORY = 12;
  private static final Unavailable UNSTORABLE =
      new Unavailable(new StreamKey(STREAM, "key-1"), new SequenceRange(1, 2), "\0");
  private static final TransactionalHandler UNUSED = (batch, tx) -> Future.succeededFuture();

  private final SimulatedProcess process;
  private final SimulatedLog log;
  private final SimulatedStore world;
  private final SubscriptionStore store;
  private final SimulatedSetting setting;
  private final Mutation mutation;
  private final Subscription subscription;
  private final BatchRunner batches;
  private final String name;
  private final MemberName memberName;
  private final Map<Integer, Long> positions = new HashMap<>();
  private final Map<Integer, Long> slowUntil = new HashMap<>();
  private Set<TopicPartition> paused = Set.of();
  private SimulatedGroup group;
  private Dispatcher dispatcher;

  /**
   * Creates a subscription with the given kind of handler and gap policy.
   *
   * @param name the fixed name of the member
   */
  public SimulatedConsumer(
      SimulatedProcess process,
      String name,
      SimulatedLog log,
      SimulatedStore world,
      SimulatedSetting setting,
      Mutation mutation,
      boolean external,
      SubscriptionPolicy.OnGap onGap) {
    this.process = process;
    this.log = log;
    this.world = world;
    this.store = world.of(process);
    this.setting = setting;
    this.mutation = mutation;
    this.name = name;
    this.memberName = new MemberName("simulated", Optional.of(name));
    SubscriptionPolicy policy =
        SubscriptionPolicy.builder()
            .batchSize(5)
            .lanes(2)
            .concurrentBatches(2)
            .recordsInMemory(IN_MEMORY)
            .onGap(onGap)
            .hold(mutation == Mutation.HOLD_NOT ? Duration.ZERO : setting.hold())
            .firstRetry(Duration.ofMillis(20))
            .longestRetry(Duration.ofMillis(200))
            .retryBudget(Duration.ofMillis(400))
            .parkLimit(1)
            .build();
    EventHandler handler = external ? effect() : UNUSED;
    boolean topicsMerged = setting.topics() > 1 && mutation != Mutation.TOPICS_APART;
    this.subscription =
        new Subscription("simulated", STREAM, TYPES, handler, policy)
            .reading(topicsMerged ? TopicChoice.PER_TYPE : TopicChoice.STREAM);
    ParkLimit parkLimit = new ParkLimit(policy.parkLimit());
    this.batches = new BatchRunner(work(policy, parkLimit), parkLimit);
    this.dispatcher = dispatcher();
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(
        process,
        batches,
        (beacon, quiet) -> world.check(process, beacon, quiet),
        subscription.name(),
        subscription.policy(),
        SubscriptionMeter.NONE,
        Hold.overSeveralTopics(subscription));
  }

  private ExternalHandler effect() {
    return event ->
        process.call(
            () -> {
              world.tryToApply(List.of(event));
              world.effect(event);
              return null;
            });
  }

  private BatchWork work(SubscriptionPolicy policy, ParkLimit parkLimit) {
    Planner planner = new Planner(PlanRules.of(subscription));
    PlanWriter writer = new PlanWriter(TOPICS);
    return subscription.handler() instanceof ExternalHandler handler
        ? new ExternalBatch(
            store,
            planner,
            writer,
            new ExternalCalls(handler, new HandlerCall(process, policy), 3, tenant -> true),
            parkLimit,
            parkLimit)
        : new BatchTransaction(store, planner, writer, parkLimit);
  }

  public SimulatedProcess process() {
    return process;
  }

  /** The fixed name of its process. */
  public String name() {
    return name;
  }

  /** Begins to read as a member of a group. */
  public void start(SimulatedGroup itsGroup) {
    group = itsGroup;
    new StoppedKeys(process, new ProgressWatch(), store, READER, subscription)
        .tenants(Set.of(TENANT));
    begin();
  }

  private void begin() {
    group.join(this, memberName.get());
    pollSoon();
  }

  private void pollSoon() {
    process.after(
        process.time().millis(5, 40),
        () -> {
          try {
            poll();
            pollSoon();
          } catch (KafkaException e) {
            failed(e);
          }
        });
  }

  private void failed(KafkaException cause) {
    if (PollLoop.passes(cause) || mutation == Mutation.FENCED_GOES_ON) {
      pollSoon();
      return;
    }
    memberName.failed(cause);
    group.leave(this);
    lost(List.copyOf(positions.keySet()));
    dispatcher.close();
    dispatcher = dispatcher();
    paused = Set.of();
    process.after(PAUSE_AFTER_FAILURE, this::begin);
  }

  public void assigned(Collection<Integer> partitions) {
    partitions.forEach(partition -> positions.put(partition, log.committed(partition)));
    dispatcher.assigned(partitions.stream().map(SimulatedConsumer::topicPartition).toList());
  }

  /** Gives partitions up in order; commits what is finished before the next owner starts. */
  public Future<Void> revoked(Collection<Integer> partitions) {
    partitions.forEach(positions::remove);
    return dispatcher
        .revoke(partitions.stream().map(SimulatedConsumer::topicPartition).toList())
        .map(
            committable -> {
              committable.forEach(this::commit);
              return null;
            });
  }

  /** Partitions have had another owner meanwhile. */
  public void lost(Collection<Integer> partitions) {
    partitions.forEach(positions::remove);
    dispatcher.revoke(partitions.stream().map(SimulatedConsumer::topicPartition).toList());
  }

  /** Whether the consumer assumes that it owns a partition. */
  public boolean owns(int partition) {
    return positions.containsKey(partition);
  }

  /** Law L12: whether the records in memory are within the limit. */
  public boolean withinMemory() {
    return dispatcher.unfinished().inMemory() <= log.partitions() * (IN_MEMORY + POLL_RECORDS);
  }

  /** An operator releases a key. */
  public Future<ReleaseResult> release(StreamKey key) {
    return KeyRelease.byOperator(
        store, READER, subscription, TENANT, key, new Justification("cured", "operator"));
  }

  private void poll() {
    group.check(this);
    List<Delivery> deliveries = new ArrayList<>();
    for (Map.Entry<Integer, Long> position : positions.entrySet()) {
      if (!paused.contains(topicPartition(position.getKey())) && !slow(position)) {
        for (SimulatedLog.Entry entry :
            log.read(position.getKey(), position.getValue(), POLL_RECORDS)) {
          Delivery delivery = delivery(position.getKey(), entry);
          deliveries.add(delivery);
          if (mutation == Mutation.BEACON_WAITS_NOT && delivery.control() instanceof Beacon) {
            world.check(process, delivery, false);
          }
          position.setValue(entry.offset() + 1);
        }
      }
    }
    Dispatcher.Answer answer = dispatcher.exchange(deliveries, behind());
    paused = answer.paused();
    if (process.time().happens(0.3)) {
      answer.committable().forEach(this::commitLater);
    }
  }

  // A slow broker may delay the records of a partition.
  private boolean slow(Map.Entry<Integer, Long> position) {
    long now = process.nanoTime();
    if (setting.slowBrokers() && isBehind(position) && process.time().happens(SLOW_BROKER)) {
      Duration pause = process.time().millis(0, 2 * (int) setting.hold().toMillis());
      slowUntil.put(position.getKey(), now + pause.toNanos());
    }
    return now < slowUntil.getOrDefault(position.getKey(), 0L);
  }

  private Set<TopicPartition> behind() {
    return positions.entrySet().stream()
        .filter(this::isBehind)
        .map(position -> topicPartition(position.getKey()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isBehind(Map.Entry<Integer, Long> position) {
    return !log.read(position.getKey(), position.getValue(), 1).isEmpty();
  }

  // A commit may get lost; it is refused when the partition has another owner.
  private void commitLater(TopicPartition partition, long offset) {
    process.call(
        () -> {
          commit(partition, offset);
          return null;
        });
  }

  private void commit(TopicPartition partition, long offset) {
    group.check(this);
    if (owns(partition.partition()) || !process.paused()) {
      boolean tooFar =
          mutation == Mutation.COMMIT_TOO_FAR && log.has(partition.partition(), offset);
      log.commit(partition.partition(), tooFar ? offset + 1 : offset);
    }
  }

  private static TopicPartition topicPartition(int partition) {
    return new TopicPartition(TOPICS.topic(TENANT, STREAM), partition);
  }

  private Delivery delivery(int partition, SimulatedLog.Entry entry) {
    ConsumerRecord<byte[], byte[]> source = source(partition, entry);
    Delivery delivery = READER.read(source).orElseThrow();
    if (entry.event() == null && entry.control().isMalformed()) {
      if (mutation == Mutation.UNREADABLE_ENDS_LIFE) {
        throw new SerializationException("a record that cannot be read");
      }
      if (mutation == Mutation.UNSTORABLE_REPEATED) {
        return Delivery.of(source, TENANT, UNSTORABLE);
      }
    }
    return delivery;
  }

  private static ConsumerRecord<byte[], byte[]> source(int partition, SimulatedLog.Entry entry) {
    if (entry.event() == null) {
      return entry
          .control()
          .at(TOPICS.topic(TENANT, STREAM), partition, entry.offset(), entry.timestamp());
    }
    ProducerRecord<byte[], byte[]> sent = CODEC.encode(entry.event(), "mod-simulated", "none");
    return new ConsumerRecord<>(
        sent.topic(),
        SimulatedLog.partitionOf(entry.event()),
        entry.offset(),
        entry.timestamp(),
        TimestampType.CREATE_TIME,
        sent.key().length,
        sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
