/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.util.List;

/**
 * What a subscription of this process is doing.
 *
 * @param name the subscription
 * @param stream its stream
 * @param group its consumer group
 * @param partitions number of partitions that this process works on
 * @param inMemory number of events that are in work or wait for it
 * @param unread number of records on these partitions that were not read, some seconds ago
 * @param oldestMillis since the oldest event in memory was sent; 0 if there is none
 * @param applied events applied since the start of the process
 * @param duplicates duplicates recognised since the start of the process
 * @param parked events parked since the start of the process
 * @param slow batches whose handler has been working for long
 * @param problems what keeps it from working, one sentence each; empty if nothing does
 */
public record SubscriptionStatus(
    String name,
    String stream,
    String group,
    int partitions,
    int inMemory,
    long unread,
    long oldestMillis,
    long applied,
    long duplicates,
    long parked,
    List<SlowBatch> slow,
    List<String> problems) {}
