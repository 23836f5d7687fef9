/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

/**
 * The position of an outbox event on Kafka.
 *
 * @param position the event's position in the outbox
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record SentRow(long position, String topic, int partition, long offset) {}
