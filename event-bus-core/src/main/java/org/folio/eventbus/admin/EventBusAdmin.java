/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin;

import io.vertx.core.Future;
import java.util.List;
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

/** What tools of operators ask of a bus, and what they do. Usable from any thread. */
public interface EventBusAdmin {

  /** The most gaps that {@link #gaps} lists. */
  int MOST_GAPS = 1_000;

  /** Names of the module's subscriptions. */
  Set<String> subscriptionNames();

  /**
   * What each subscription of this process is doing.
   *
   * @param tenant null for all tenants together
   */
  Future<List<SubscriptionStatus>> subscriptions(@Nullable TenantId tenant);

  /** How the tenant's topics are that this module needs; fails if brokers do not answer. */
  Future<List<TopicState>> topics(TenantId tenant);

  /** What waits in the tenant's outbox. */
  Future<OutboxBacklog> outbox(TenantId tenant);

  /** What the tenant's subscriptions miss, oldest first, at most {@link #MOST_GAPS}. */
  Future<List<OpenGap>> gaps(TenantId tenant);

  /**
   * What the tenant's events wait for that is not reported as missing yet: those that this process
   * has in memory, and those that wait among the parked ones.
   */
  Future<List<Awaited>> awaited(TenantId tenant);

  /** Parked and missing events, and what operators do about them. */
  ParkedActions parked();

  /** Events that are read or sent again. */
  StreamActions streams();

  /** Applies events once more in a schema beside the live one, and compares both. */
  Shadow shadow();

  /** Events that only show that the way is free. */
  Canaries canaries();

  /** How far subscriptions have come with keys, and work while a key stands still. */
  Keys keys();

  /** Where an event is. */
  Diagnosis diagnosis();

  /** What operators did, and why. */
  OperationLog operations();
}
