/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.time.Duration;

/**
 * The limits and times of a subscription. {@link #DEFAULT} suits most subscriptions; {@link
 * #builder} starts from its values. Immutable.
 */
public final class SubscriptionPolicy {

  /** Batches of 100 give most of the speed of PostgreSQL; larger ones gain little. */
  public static final int DEFAULT_BATCH_SIZE = 200;

  /**
   * None: a batch starts as soon as its lane is free. Under load the events that arrive meanwhile
   * make the next batch larger, and a single event does not wait.
   */
  public static final Duration DEFAULT_BATCH_AGE = Duration.ZERO;

  /** Enough to keep several connections busy when all events are in one partition. */
  public static final int DEFAULT_LANES = 4;

  /** Three of the five connections that a FOLIO module has by default. */
  public static final int DEFAULT_CONCURRENT_BATCHES = 3;

  /**
   * The number of concurrent calls that a FOLIO module with its usual connection pool can handle.
   */
  public static final int DEFAULT_CONCURRENT_CALLS = 32;

  /** Half of the minute after which FOLIO's modules cancel a statement. */
  public static final Duration DEFAULT_HANDLER_LIMIT = Duration.ofSeconds(30);

  /** Five full batches: the database is never idle because of Kafka. */
  public static final int DEFAULT_RECORDS_IN_MEMORY = 1_000;

  /** A quarter of the smallest heap that FOLIO's descriptors give to a module. */
  public static final long DEFAULT_BYTES_IN_MEMORY = 32L * 1024 * 1024;

  /** A late event arrives within seconds; a librarian learns of a missing one within a minute. */
  public static final Duration DEFAULT_HOLD = Duration.ofSeconds(30);

  /** Projections should be convergent; then no patron waits for one lost event. */
  public static final OnGap DEFAULT_ON_GAP = OnGap.APPLY;

  /** Shorter than any restart, long enough not to spin. */
  public static final Duration DEFAULT_FIRST_RETRY = Duration.ofMillis(50);

  /** After a long outage work resumes within this time. */
  public static final Duration DEFAULT_LONGEST_RETRY = Duration.ofSeconds(5);

  /**
   * Longer than a deadlock or a restart of a called module; the other keys wait no longer than
   * this.
   */
  public static final Duration DEFAULT_RETRY_BUDGET = Duration.ofSeconds(10);

  /** If every second event is rejected, the handler or its environment is broken. */
  public static final double DEFAULT_PARK_LIMIT = 0.5;

  /** Well below the five minutes after which Kafka takes the partitions away by force. */
  public static final Duration DEFAULT_REVOKE_LIMIT = Duration.ofSeconds(20);

  /** All of the defaults above. */
  public static final SubscriptionPolicy DEFAULT = builder().build();

  private final int batchSize;
  private final Duration batchAge;
  private final int lanes;
  private final int concurrentBatches;
  private final int concurrentCalls;
  private final Duration handlerLimit;
  private final int recordsInMemory;
  private final long bytesInMemory;
  private final Duration hold;
  private final OnGap onGap;
  private final boolean fromFirstSeen;
  private final Duration firstRetry;
  private final Duration longestRetry;
  private final Duration retryBudget;
  private final double parkLimit;
  private final FailureClassifier failures;
  private final Duration revokeLimit;

  private SubscriptionPolicy(Builder builder) {
    batchSize = builder.batchSize;
    batchAge = builder.batchAge;
    lanes = builder.lanes;
    concurrentBatches = builder.concurrentBatches;
    concurrentCalls = builder.concurrentCalls;
    handlerLimit = builder.handlerLimit;
    recordsInMemory = builder.recordsInMemory;
    bytesInMemory = builder.bytesInMemory;
    hold = builder.hold;
    onGap = builder.onGap;
    fromFirstSeen = builder.fromFirstSeen;
    firstRetry = builder.firstRetry;
    longestRetry = builder.longestRetry;
    retryBudget = builder.retryBudget;
    parkLimit = builder.parkLimit;
    failures = builder.failures;
    revokeLimit = builder.revokeLimit;
  }

  /** Begins with the default policy. */
  public static Builder builder() {
    return new Builder();
  }

  /** The maximum number of events in a batch. */
  public int batchSize() {
    return batchSize;
  }

  /** How long the first event of a batch waits for others. */
  public Duration batchAge() {
    return batchAge;
  }

  /** How many batches of one partition can run at once; the keys are spread over the lanes. */
  public int lanes() {
    return lanes;
  }

  /**
   * The maximum number of batches at once; each holds a connection of the pool while it writes.
   * While other tenants work too, all tenants with a backlog together get a third as many on top,
   * at least one.
   */
  public int concurrentBatches() {
    return concurrentBatches;
  }

  /** The maximum number of concurrent calls of an external handler. */
  public int concurrentCalls() {
    return concurrentCalls;
  }

  /** How long a handler may work on a batch, or on one event if it is external. */
  public Duration handlerLimit() {
    return handlerLimit;
  }

  /** The number of waiting events per partition at which the partition is paused. */
  public int recordsInMemory() {
    return recordsInMemory;
  }

  /** The number of bytes in memory, over the whole subscription, at which partitions are paused. */
  public long bytesInMemory() {
    return bytesInMemory;
  }

  /** How long a key waits for a missing sequence before it is reported as a gap. */
  public Duration hold() {
    return hold;
  }

  /** What happens to the key then. */
  public OnGap onGap() {
    return onGap;
  }

  /**
   * Whether a key begins with the first event that the subscription sees, whatever its sequence,
   * instead of sequence 1. Earlier events are then neither reported as missing nor requested.
   */
  public boolean fromFirstSeen() {
    return fromFirstSeen;
  }

  /** Pause before the first retry of a batch; doubled each time, with jitter. */
  public Duration firstRetry() {
    return firstRetry;
  }

  /** The longest pause between retries. */
  public Duration longestRetry() {
    return longestRetry;
  }

  /** How long a batch is retried after transient failures before it is split. */
  public Duration retryBudget() {
    return retryBudget;
  }

  /**
   * The share of a tenant's recent events, 0 to 1, that may be parked; beyond it the subscription
   * stops parking.
   */
  public double parkLimit() {
    return parkLimit;
  }

  /** What a failure of the handler means. */
  public FailureClassifier failures() {
    return failures;
  }

  /** How long a revoked partition waits for its running batches. */
  public Duration revokeLimit() {
    return revokeLimit;
  }

  /** Builds a policy. Each method checks its value. */
  public static final class Builder {
    private int batchSize = DEFAULT_BATCH_SIZE;
    private Duration batchAge = DEFAULT_BATCH_AGE;
    private int lanes = DEFAULT_LANES;
    private int concurrentBatches = DEFAULT_CONCURRENT_BATCHES;
    private int concurrentCalls = DEFAULT_CONCURRENT_CALLS;
    private Duration handlerLimit = DEFAULT_HANDLER_LIMIT;
    private int recordsInMemory = DEFAULT_RECORDS_IN_MEMORY;
    private long bytesInMemory = DEFAULT_BYTES_IN_MEMORY;
    private Duration hold = DEFAULT_HOLD;
    private OnGap onGap = DEFAULT_ON_GAP;
    private boolean fromFirstSeen;
    private Duration firstRetry = DEFAULT_FIRST_RETRY;
    private Duration longestRetry = DEFAULT_LONGEST_RETRY;
    private Duration retryBudget = DEFAULT_RETRY_BUDGET;
    private double parkLimit = DEFAULT_PARK_LIMIT;
    private FailureClassifier failures = FailureClassifier.STANDARD;
    private Duration revokeLimit = DEFAULT_REVOKE_LIMIT;

    private Builder() {}

    /** Sets {@link SubscriptionPolicy#batchSize}, at least 1. */
    public Builder batchSize(int events) {
      batchSize = (int) atLeastOne("batchSize", events);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#batchAge}, not negative. */
    public Builder batchAge(Duration age) {
      batchAge = notNegative("batchAge", age);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#lanes}, at least 1. */
    public Builder lanes(int count) {
      lanes = (int) atLeastOne("lanes", count);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#concurrentBatches}, at least 1. */
    public Builder concurrentBatches(int count) {
      concurrentBatches = (int) atLeastOne("concurrentBatches", count);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#concurrentCalls}, at least 1. */
    public Builder concurrentCalls(int count) {
      concurrentCalls = (int) atLeastOne("concurrentCalls", count);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#handlerLimit}, at least a millisecond. */
    public Builder handlerLimit(Duration limit) {
      atLeastOne("handlerLimit in milliseconds", limit.toMillis());
      handlerLimit = limit;
      return this;
    }

    /** Sets {@link SubscriptionPolicy#recordsInMemory}, at least 1. */
    public Builder recordsInMemory(int events) {
      recordsInMemory = (int) atLeastOne("recordsInMemory", events);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#bytesInMemory}, at least 1. */
    public Builder bytesInMemory(long bytes) {
      bytesInMemory = atLeastOne("bytesInMemory", bytes);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#hold}, not negative. */
    public Builder hold(Duration time) {
      hold = notNegative("hold", time);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#onGap}. */
    public Builder onGap(OnGap action) {
      onGap = action;
      return this;
    }

    /**
     * Sets {@link SubscriptionPolicy#fromFirstSeen}; false by default, because a module can only do
     * without the earlier events if it received them another way.
     */
    public Builder fromFirstSeen(boolean begin) {
      fromFirstSeen = begin;
      return this;
    }

    /** Sets {@link SubscriptionPolicy#firstRetry}, at least a millisecond. */
    public Builder firstRetry(Duration pause) {
      atLeastOne("firstRetry in milliseconds", pause.toMillis());
      firstRetry = pause;
      return this;
    }

    /** Sets {@link SubscriptionPolicy#longestRetry}, at least a millisecond. */
    public Builder longestRetry(Duration pause) {
      atLeastOne("longestRetry in milliseconds", pause.toMillis());
      longestRetry = pause;
      return this;
    }

    /** Sets {@link SubscriptionPolicy#retryBudget}, not negative. */
    public Builder retryBudget(Duration budget) {
      retryBudget = notNegative("retryBudget", budget);
      return this;
    }

    /** Sets {@link SubscriptionPolicy#parkLimit}, from 0 (stop at the first) to 1 (never stop). */
    public Builder parkLimit(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("parkLimit must be from 0 to 1, not " + share);
      }
      parkLimit = share;
      return this;
    }

    /** Sets {@link SubscriptionPolicy#failures}. */
    public Builder failures(FailureClassifier classifier) {
      failures = classifier;
      return this;
    }

    /** Sets {@link SubscriptionPolicy#revokeLimit}, not negative. */
    public Builder revokeLimit(Duration limit) {
      revokeLimit = notNegative("revokeLimit", limit);
      return this;
    }

    /** Creates the policy. */
    public SubscriptionPolicy build() {
      return new SubscriptionPolicy(this);
    }

    private static long atLeastOne(String name, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1, not " + value);
      }
      return value;
    }

    private static Duration notNegative(String name, Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(name + " must not be negative, but is " + value);
      }
      return value;
    }
  }

  /** What happens to a key when a sequence is missing for longer than the hold time. */
  public enum OnGap {
    /**
     * Later events are applied, and the gap stays open until the missing ones arrive; they are
     * applied then. For projections that give the same result in any order of arrival.
     */
    APPLY,
    /**
     * Later events of the key are parked. When the missing ones have arrived, they are applied in
     * order without an operator. For effects that must not happen out of order.
     */
    STOP
  }
}
