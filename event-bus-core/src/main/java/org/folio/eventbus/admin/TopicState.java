/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import java.util.List;

/**
 * A topic that a module needs, as brokers have it.
 *
 * @param written whether the module writes to it
 * @param subscriptions those of the module that read it
 * @param exists whether brokers have it; if not, all numbers are 0
 * @param copies replicas of the partition that has the fewest
 * @param inSyncCopies replicas that are up to date, of the partition that has the fewest of them
 * @param retentionHours for how long records are kept, rounded down; -1 for ever
 * @param problems a sentence for each thing that is not as it should be, with what to do
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
