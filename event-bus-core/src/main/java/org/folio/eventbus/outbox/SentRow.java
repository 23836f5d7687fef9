/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

/**
 * Where Kafka has put an event of the outbox.
 *
 * @param position the event's place in the outbox
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record SentRow(long position, String topic, int partition, long offset) {}
