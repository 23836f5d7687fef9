/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.time.Duration;

/**
 * How a subscription works. Start from {@link #DEFAULT} and change what must differ.
 *
 * @param batchSize most events in one transaction, at least 1
 * @param lanes how many keys of one partition can be worked on at once, at least 1
 * @param concurrentBatches most transactions at once, at least 1; each takes a connection of the
 *     pool
 * @param recordsInMemory per partition, events that wait before the partition is paused
 * @param bytesInMemory of the whole subscription, before all partitions are paused
 * @param hold how long a key waits for a missing sequence before it is reported as a gap
 * @param firstRetry pause before a batch is repeated after a passing failure; doubled each time
 * @param longestRetry longest such pause
 * @param revokeLimit how long a partition that is to be given up waits for its running batches
 */
public record SubscriptionPolicy(
    int batchSize,
    int lanes,
    int concurrentBatches,
    int recordsInMemory,
    long bytesInMemory,
    Duration hold,
    Duration firstRetry,
    Duration longestRetry,
    Duration revokeLimit) {

  /** Batches of 100 give most of the speed of PostgreSQL; the last fifth needs five times more. */
  public static final int DEFAULT_BATCH_SIZE = 200;

  /** Enough to keep some connections busy when all events are in one partition. */
  public static final int DEFAULT_LANES = 4;

  /** Three of the five connections that a FOLIO module has by default. */
  public static final int DEFAULT_CONCURRENT_BATCHES = 3;

  /** Ten full batches: the database is never idle because of Kafka. */
  public static final int DEFAULT_RECORDS_IN_MEMORY = 2_000;

  /** A quarter of the smallest heap that FOLIO's descriptors give to a module. */
  public static final long DEFAULT_BYTES_IN_MEMORY = 32L * 1024 * 1024;

  /** A late event arrives within seconds; a librarian hears of a missing one within a minute. */
  public static final Duration DEFAULT_HOLD = Duration.ofSeconds(30);

  /** Shorter than any restart, long enough not to spin. */
  public static final Duration DEFAULT_FIRST_RETRY = Duration.ofMillis(50);

  /** After a long outage work goes on within this time. */
  public static final Duration DEFAULT_LONGEST_RETRY = Duration.ofSeconds(5);

  /** Well below the five minutes after which Kafka takes the partitions away by force. */
  public static final Duration DEFAULT_REVOKE_LIMIT = Duration.ofSeconds(20);

  /** All of the defaults above. */
  public static final SubscriptionPolicy DEFAULT =
      new SubscriptionPolicy(
          DEFAULT_BATCH_SIZE,
          DEFAULT_LANES,
          DEFAULT_CONCURRENT_BATCHES,
          DEFAULT_RECORDS_IN_MEMORY,
          DEFAULT_BYTES_IN_MEMORY,
          DEFAULT_HOLD,
          DEFAULT_FIRST_RETRY,
          DEFAULT_LONGEST_RETRY,
          DEFAULT_REVOKE_LIMIT);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException naming the value that is out of bounds
   */
  public SubscriptionPolicy {
    atLeastOne("batchSize", batchSize);
    atLeastOne("lanes", lanes);
    atLeastOne("concurrentBatches", concurrentBatches);
    atLeastOne("recordsInMemory", recordsInMemory);
    atLeastOne("bytesInMemory", bytesInMemory);
  }

  /** The same policy with another hold time. */
  public SubscriptionPolicy withHold(Duration newHold) {
    return new SubscriptionPolicy(
        batchSize,
        lanes,
        concurrentBatches,
        recordsInMemory,
        bytesInMemory,
        newHold,
        firstRetry,
        longestRetry,
        revokeLimit);
  }

  /** The same policy with another size of batches. */
  public SubscriptionPolicy withBatchSize(int newBatchSize) {
    return new SubscriptionPolicy(
        newBatchSize,
        lanes,
        concurrentBatches,
        recordsInMemory,
        bytesInMemory,
        hold,
        firstRetry,
        longestRetry,
        revokeLimit);
  }

  /** The same policy with another number of records per partition in memory. */
  public SubscriptionPolicy withRecordsInMemory(int newRecordsInMemory) {
    return new SubscriptionPolicy(
        batchSize,
        lanes,
        concurrentBatches,
        newRecordsInMemory,
        bytesInMemory,
        hold,
        firstRetry,
        longestRetry,
        revokeLimit);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}
