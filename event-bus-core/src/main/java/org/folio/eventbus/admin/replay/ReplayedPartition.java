/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

/**
 * The extent of a replay on one partition.
 *
 * @param topic the topic
 * @param partition number of the partition
 * @param asked the requested start offset
 * @param from the actual start offset: greater than {@code asked} if Kafka no longer has the
 *     earlier records, less if the partition ends before {@code asked}
 * @param end the end offset, exclusive; a further replay resumes here
 */
public record ReplayedPartition(String topic, int partition, long asked, long from, long end) {}
