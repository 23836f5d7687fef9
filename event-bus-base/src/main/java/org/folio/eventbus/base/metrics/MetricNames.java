/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.metrics;

/**
 * The names of all metrics and tags. Prometheus shows {@code eventbus.relay.events} as {@code
 * eventbus_relay_events_total}, and appends the unit to the names of gauges and timers.
 */
public final class MetricNames {

  /** Counter: events stored in the outbox. Tags stream, tenant. */
  public static final String PUBLISHED = "eventbus.publish.events";

  /** Counter: events acknowledged by Kafka and moved to the journal. Tags stream, tenant. */
  public static final String RELAYED = "eventbus.relay.events";

  /** Counter: events that brokers rejected permanently. Tags stream, tenant. */
  public static final String REFUSED = "eventbus.relay.refused";

  /** Counter: events sent again from the journal. Tags stream, tenant. */
  public static final String REPUBLISHED = "eventbus.relay.republished";

  /** Timer: from sending a round to its last acknowledgement. No tags. */
  public static final String RELAY_ROUND = "eventbus.relay.round";

  /** Timer: from storing an event to its position in the journal. Tag stream. */
  public static final String RELAY_LATENCY = "eventbus.relay.latency";

  /** Gauge: events in the outbox that are not parked. Tag tenant. */
  public static final String OUTBOX = "eventbus.outbox";

  /** Gauge: age of the oldest of these, in seconds. Tag tenant. */
  public static final String OUTBOX_AGE = "eventbus.outbox.age";

  /** Counter: events by outcome. Tags subscription, stream, tenant, outcome. */
  public static final String CONSUMED = "eventbus.consume.events";

  /** Counter: batches retried after a transient failure. Tags subscription, stream, tenant. */
  public static final String RETRIES = "eventbus.consume.retries";

  /** Counter: missing sequences. Tags subscription, stream, tenant, change. */
  public static final String GAP_CHANGES = "eventbus.consume.gaps";

  /** Timer: one attempt at a batch. Tags subscription, stream, result. */
  public static final String BATCH = "eventbus.consume.batch";

  /** Summary: deliveries of a committed batch. Tags subscription, stream. */
  public static final String BATCH_SIZE = "eventbus.consume.batch.size";

  /** Timer: from sending a record to its committed effect. Tags subscription, stream. */
  public static final String CONSUME_LATENCY = "eventbus.consume.latency";

  /** Gauge: unfinished events, on Kafka and in memory. Tags subscription, stream. */
  public static final String LAG = "eventbus.consume.lag";

  /** Gauge: age of the oldest delivery in memory, in seconds. Tags subscription, stream. */
  public static final String LAG_AGE = "eventbus.consume.lag.age";

  /** Gauge: events in memory. Tags subscription, stream. */
  public static final String IN_MEMORY = "eventbus.consume.memory";

  /** Gauge: partitions that this process reads. Tags subscription, stream. */
  public static final String PARTITIONS = "eventbus.consume.partitions";

  /** Gauge: partitions that no member of the group reads. Tags subscription, stream. */
  public static final String UNREAD_PARTITIONS = "eventbus.consume.partitions.unread";

  /** Gauge: parked events. Tags subscription, tenant. */
  public static final String PARKED = "eventbus.parked";

  /** Gauge: missing sequences. Tags subscription, tenant, state. */
  public static final String GAPS = "eventbus.gaps";

  /** Gauge: latency of the last canary. Tags subscription, stream, tenant. */
  public static final String CANARY_LATENESS = "eventbus.canary.lateness";

  /** Gauge: time since the last canary arrived. Tags subscription, stream, tenant. */
  public static final String CANARY_AGE = "eventbus.canary.age";

  /** Gauge: duration of the longest standstill; 0 if there is none. Tag mover. */
  public static final String STANDSTILL = "eventbus.standstill";

  /** The kind of a mover, for example {@code poll_loop}. */
  public static final String MOVER = "mover";

  /** The tenant's name, or {@link #OTHER_TENANTS}. */
  public static final String TENANT = "tenant";

  /** The stream's name. */
  public static final String STREAM = "stream";

  /** The subscription's name, or {@code relay} on the producing side. */
  public static final String SUBSCRIPTION = "subscription";

  /** applied, duplicate, skipped, parked, behind, released or unreadable. */
  public static final String OUTCOME = "outcome";

  /** opened, healed or unavailable. */
  public static final String CHANGE = "change";

  /** open or unavailable. */
  public static final String STATE = "state";

  /** committed or failed. */
  public static final String RESULT = "result";

  /** Stands for all tenants without a tag value of their own. */
  public static final String OTHER_TENANTS = "other";

  /** Unit of event counts. */
  public static final String EVENTS = "events";

  /** Unit of ages. */
  public static final String SECONDS = "seconds";

  private MetricNames() {}
}
