/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription of this process is doing: for one tenant, or for all. The figures of a tenant
 * cover the partitions of its topics. Tenants that share topics share these figures.
 *
 * @param name the subscription
 * @param stream its stream
 * @param group its consumer group
 * @param partitions number of partitions that this process works on
 * @param inMemory number of events of these partitions that are in work or wait for it
 * @param inFlight number of events whose batch is in work
 * @param unread number of records on these partitions that were not read, some seconds ago
 * @param oldestMillis since the oldest event in memory was sent; 0 if there is none
 * @param applied events applied since the start of the process
 * @param duplicates duplicates recognised since the start of the process
 * @param parked events parked since the start of the process
 * @param lastError what went wrong last, of the tenant that was asked for or of all; null if
 *     nothing did
 * @param oldest the oldest event in memory of the tenant that was asked for; null if there is none
 * @param slow batches whose handler has been working for long
 * @param problems what keeps it from working, one sentence each; empty if nothing does
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

  /** The same, kept from working by one thing more. */
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

  /** What went wrong, and when. */
  public record Problem(Instant at, String message) {}

  /**
   * An event that is not finished.
   *
   * @param partition topic and partition
   * @param sentAt when it was written to Kafka
   */
  public record OldestEvent(Event event, String partition, Instant sentAt) {}
}
