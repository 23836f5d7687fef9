/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.util.Locale;

/** The kind of a component that moves events, or that movement depends on. */
public enum MoverKind {
  /** An event loop, which runs batches, timers and answers. */
  EVENT_LOOP(true),
  /** The thread that polls Kafka for a subscription. */
  POLL_LOOP(true),
  /** The partitions of a subscription that have unread records. */
  READING(true),
  /** The lanes of a subscription, and the batches in them. */
  LANE(true),
  /** The relay of a tenant's outbox. */
  RELAY(false),
  /** A sweep over one tenant after another. */
  SWEEP(false),
  /** The thread that answers requests for missing events. */
  REQUESTS(false),
  /** The thread that follows the platform's entitlements. */
  ENTITLEMENTS(false),
  /** The connection for PostgreSQL's notifications. */
  NOTIFICATIONS(false),
  /** Repeated work of a module. */
  REPEATED_WORK(false),
  /** A job that enables, disables or purges a tenant. */
  TENANT_JOB(false);

  private final boolean vital;

  MoverKind(boolean vital) {
    this.vital = vital;
  }

  /**
   * Whether the module cannot work without it. A relay that stands still only delays events:
   * publishing continues, which taking the module out of service would stop.
   */
  public boolean vital() {
    return vital;
  }

  /** The value of the metric's tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
