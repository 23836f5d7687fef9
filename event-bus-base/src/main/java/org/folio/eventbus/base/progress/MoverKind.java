/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.util.Locale;

/** What kind of thing moves events, or what they need, onwards. */
public enum MoverKind {
  /** An event loop, on which batches, timers and answers have their turn. */
  EVENT_LOOP(true),
  /** The thread that asks Kafka for the records of a subscription. */
  POLL_LOOP(true),
  /** The partitions of a subscription that have records which were not read. */
  READING(true),
  /** The lanes of a subscription, and the batches in them. */
  LANE(true),
  /** The relay of a tenant's outbox. */
  RELAY(false),
  /** Something that looks at one tenant after another. */
  SWEEP(false),
  /** The thread that answers requests for missing events. */
  REQUESTS(false),
  /** The connection on which PostgreSQL's notifications come. */
  NOTIFICATIONS(false),
  /** Work of a module that is done again and again. */
  REPEATED_WORK(false),
  /** A job that enables, disables or purges a tenant. */
  TENANT_JOB(false);

  private final boolean vital;

  MoverKind(boolean vital) {
    this.vital = vital;
  }

  /**
   * Whether the module cannot do its job without it. A standing relay delays events and nothing
   * else: publishing goes on, and a module out of service could not even do that.
   */
  public boolean vital() {
    return vital;
  }

  /** As the tag of a metric. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
