/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.OperationLog;
import org.folio.eventbus.admin.diagnosis.Diagnosis;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.replay.Shadow;
import org.folio.eventbus.admin.replay.StreamActions;
import org.jspecify.annotations.Nullable;

/** Queries and operations for operators' tools. Safe for use by several threads. */
public interface EventBusAdmin {

  /** The most gaps that {@link #gaps} lists. */
  int MOST_GAPS = 1_000;

  /** Names of the module's subscriptions. */
  Set<String> subscriptionNames();

  /**
   * The state of each subscription of this process.
   *
   * @param tenant null for all tenants together
   */
  Future<List<SubscriptionStatus>> subscriptions(@Nullable TenantId tenant);

  /**
   * The lag of the last day as all instances have noted it: for each subscription its peaks, oldest
   * first. Five minutes in which no instance read have none.
   */
  Future<Map<String, List<LagPeak>>> lagPeaks(TenantId tenant);

  /** The state of the tenant's topics that this module needs; fails if brokers do not answer. */
  Future<List<TopicState>> topics(TenantId tenant);

  /** The backlog of the tenant's outbox. */
  Future<OutboxBacklog> outbox(TenantId tenant);

  /** The gaps of the tenant's subscriptions, oldest first, at most {@link #MOST_GAPS}. */
  Future<List<OpenGap>> gaps(TenantId tenant);

  /**
   * The sequences that the tenant's events wait for and that are not yet reported as missing.
   * Covers events in the memory of this process and parked events.
   */
  Future<List<Awaited>> awaited(TenantId tenant);

  /** Parked and missing events, and operations on them. */
  ParkedActions parked();

  /** Replays, resets and republication of events. */
  StreamActions streams();

  /** Applies events again in a schema beside the live one, and compares both. */
  Shadow shadow();

  /** Events that only test the path from publisher to receipt. */
  Canaries canaries();

  /** The progress of keys in subscriptions, and work while a key is locked. */
  Keys keys();

  /** Finds out where an event is. */
  Diagnosis diagnosis();

  /** The record of operators' actions and their reasons. */
  OperationLog operations();
}
