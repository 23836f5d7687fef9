/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.util.function.Function;
import org.folio.eventbus.benchmark.load.Refusal;

/** Who takes part. */
public enum ContenderKind {
  /** The library, consuming. */
  EVENT_BUS("event bus", LibraryContender::new),
  /** Confluent's parallel consumer. */
  PARALLEL_CONSUMER("parallel consumer", ParallelContender::new),
  /** As folio-kafka-wrapper works. */
  RECORD_BY_RECORD("one commit per record", RecordContender::new),
  /** What Kafka could give at most. */
  POLL_ONLY("limit: poll only", PollContender::new),
  /** What PostgreSQL could take at most. */
  INSERT_ONLY("limit: multi-row insert only", InsertContender::new),
  /** The library, publishing without a relay. */
  PUBLISH("publish into the outbox", work -> new OutboxContender(work, OutboxContender.PUBLISH)),
  /** The library, relaying what was published before. */
  RELAY("relay a full outbox", work -> new OutboxContender(work, OutboxContender.RELAY)),
  /** The library, doing both at once. */
  PUBLISH_AND_RELAY("publish and relay", work -> new OutboxContender(work, OutboxContender.BOTH)),
  /** The library, publishing at a steady rate for others to measure with. */
  TRAFFIC("traffic", TrafficContender::new),
  /** Enables many tenants, for others. */
  ENABLE("enable tenants", EnablingContender::new);

  private final String title;
  private final Function<Assignment, Contender> constructor;

  ContenderKind(String title, Function<Assignment, Contender> constructor) {
    this.title = title;
    this.constructor = constructor;
  }

  /** Name in tables. */
  public String title() {
    return title;
  }

  /** What it does with events that cannot be applied. */
  public Refusal refusal() {
    return this == EVENT_BUS ? Refusal.PARKS_KEY : Refusal.DROPS_EVENT;
  }

  /** Whether it keeps the projection; the limits do not. */
  public boolean projects() {
    return this == EVENT_BUS || this == PARALLEL_CONSUMER || this == RECORD_BY_RECORD;
  }

  Contender make(Assignment assignment) {
    return constructor.apply(assignment);
  }
}
