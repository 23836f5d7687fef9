/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.benchmark.load.Refusal;

/** The contenders. */
public enum ContenderKind {
  /** The library as a consumer. */
  EVENT_BUS("event bus", LibraryContender::new),
  /** The library as publisher and consumer without events. */
  IDLE(
      "event bus, no events", work -> new LibraryContender(work, Set.of(EventCatalog.LOAN_EVENTS))),
  /** Confluent's parallel consumer. */
  PARALLEL_CONSUMER("parallel consumer", ParallelContender::new),
  /** The way of folio-kafka-wrapper. */
  RECORD_BY_RECORD("one commit per record", RecordContender::new),
  /** The upper limit that Kafka sets. */
  POLL_ONLY("limit: poll only", PollContender::new),
  /** The upper limit that PostgreSQL sets. */
  INSERT_ONLY("limit: multi-row insert only", InsertContender::new),
  /** The library publishes without a relay. */
  PUBLISH("publish into the outbox", work -> new OutboxContender(work, OutboxContender.PUBLISH)),
  /** The library relays events that were published before. */
  RELAY("relay a full outbox", work -> new OutboxContender(work, OutboxContender.RELAY)),
  /** The library publishes and relays at the same time. */
  PUBLISH_AND_RELAY("publish and relay", work -> new OutboxContender(work, OutboxContender.BOTH)),
  /** The library publishes at a steady rate, as the load of other contenders. */
  TRAFFIC("traffic", TrafficContender::new),
  /** Enables many tenants for other contenders. */
  ENABLE("enable tenants", EnablingContender::new);

  private final String title;
  private final Function<Assignment, Contender> constructor;

  ContenderKind(String title, Function<Assignment, Contender> constructor) {
    this.title = title;
    this.constructor = constructor;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** The treatment of events that cannot be applied. */
  public Refusal refusal() {
    return this == EVENT_BUS ? Refusal.PARKS_KEY : Refusal.DROPS_EVENT;
  }

  /** Whether it maintains the projection; the upper limits do not. */
  public boolean projects() {
    return this == EVENT_BUS || this == PARALLEL_CONSUMER || this == RECORD_BY_RECORD;
  }

  Contender make(Assignment assignment) {
    return constructor.apply(assignment);
  }
}
