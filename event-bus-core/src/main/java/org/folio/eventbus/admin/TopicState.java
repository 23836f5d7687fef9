/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.util.List;

/**
 * The state of a topic that a module needs, as brokers report it.
 *
 * @param written whether the module writes to it
 * @param subscriptions the module's subscriptions that read it
 * @param exists whether brokers have it; if not, all numbers are 0
 * @param copies number of replicas of the partition with the fewest
 * @param inSyncCopies number of in-sync replicas of the partition with the fewest
 * @param retentionHours how long records are kept, rounded down; -1 for ever
 * @param problems a sentence for each deviation, with the remedy
 */
public record TopicState(
    String topic,
    String stream,
    boolean written,
    List<String> subscriptions,
    boolean exists,
    int partitions,
    int copies,
    int inSyncCopies,
    long retentionHours,
    List<String> problems) {}
