/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

/**
 * How far a partition was read again.
 *
 * @param topic the topic
 * @param partition number of the partition
 * @param asked the offset from which it should be read
 * @param from the offset from which it was read: greater than {@code asked} if Kafka does not have
 *     the records before any more, less if the partition ends before {@code asked}
 * @param end the offset up to which it was read, without this one; a further replay goes on here
 */
public record ReplayedPartition(String topic, int partition, long asked, long from, long end) {}
