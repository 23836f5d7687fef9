/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * The state of a subscription in this process, for one tenant or for all. The figures of a tenant
 * cover the partitions of its topics. Tenants that share topics share these figures.
 *
 * @param name the subscription
 * @param stream its stream
 * @param group its consumer group
 * @param partitions number of partitions assigned to this process
 * @param inMemory number of events of these partitions in memory, in flight or waiting
 * @param inFlight number of events whose batch is running
 * @param unread lag: number of records on these partitions that were not read, measured some
 *     seconds ago
 * @param oldestMillis age of the oldest event in memory; 0 if there is none
 * @param applied events applied since the process started
 * @param duplicates duplicates recognised since the process started
 * @param parked events parked since the process started
 * @param lastError the last error, of the requested tenant or of all; null if there was none
 * @param oldest the oldest event in memory of the requested tenant; null if there is none
 * @param slow batches whose handler has been working for a long time
 * @param problems reasons why the subscription does not work, one sentence each; empty if it does
 */
public record SubscriptionStatus(
    String name,
    String stream,
    String group,
    int partitions,
    int inMemory,
    int inFlight,
    long unread,
    long oldestMillis,
    long applied,
    long duplicates,
    long parked,
    @Nullable Problem lastError,
    @Nullable OldestEvent oldest,
    List<SlowBatch> slow,
    List<String> problems) {

  /** The same status with one more problem. */
  public SubscriptionStatus with(String problem) {
    return new SubscriptionStatus(
        name,
        stream,
        group,
        partitions,
        inMemory,
        inFlight,
        unread,
        oldestMillis,
        applied,
        duplicates,
        parked,
        lastError,
        oldest,
        slow,
        Stream.concat(problems.stream(), Stream.of(problem)).toList());
  }

  /** An error and its time. */
  public record Problem(Instant at, String message) {}

  /**
   * An event that is not finished.
   *
   * @param partition topic and partition
   * @param sentAt when it was written to Kafka
   */
  public record OldestEvent(Event event, String partition, Instant sentAt) {}
}
