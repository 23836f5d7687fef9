/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.block.AutomatedBlockRoutes;
import org.folio.adapter.patronblocks.block.BlockDecisions;
import org.folio.adapter.patronblocks.block.BlockExplanationRoutes;
import org.folio.adapter.patronblocks.block.GroupLimits;
import org.folio.adapter.patronblocks.condition.ConditionRoutes;
import org.folio.adapter.patronblocks.freshness.PatronReader;
import org.folio.adapter.patronblocks.limit.LimitRoutes;
import org.folio.adapter.patronblocks.push.HandlerRoutes;
import org.folio.adapter.patronblocks.reconcile.LoanComparisonRoutes;
import org.folio.adapter.patronblocks.reconcile.PatronComparison;
import org.folio.adapter.patronblocks.reconcile.job.Synchronization;
import org.folio.adapter.patronblocks.reconcile.job.SynchronizationRoutes;
import org.folio.adapter.patronblocks.summary.UserSummaryRoutes;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.push.Inbox;

/** All business routes of this module. */
public final class PatronBlocksRoutes implements RouteGroup {

  private final List<RouteGroup> groups;

  /**
   * The routes.
   *
   * @param database the tables of the tenants
   * @param admin the state of the subscriptions, and the operation log
   * @param clock decides which loans are overdue
   * @param inbox receives pushed events
   */
  public PatronBlocksRoutes(
      TenantDatabase database, EventBusAdmin admin, OkapiClient client, Clock clock, Inbox inbox) {
    Supplier<Future<List<SubscriptionStatus>>> subscriptions = () -> admin.subscriptions(null);
    PatronReader patrons = new PatronReader(database, subscriptions);
    GroupLimits limits = new GroupLimits(database);
    BlockDecisions decisions = new BlockDecisions(limits, client, clock);
    PatronComparison storage =
        new PatronComparison(database, admin.keys(), client, () -> lag(subscriptions.get()));
    groups =
        List.of(
            new UserSummaryRoutes(patrons),
            new AutomatedBlockRoutes(patrons, decisions),
            new BlockExplanationRoutes(
                PatronBlocksAdapter.MODULE, patrons, decisions, storage, admin::subscriptions),
            new LoanComparisonRoutes(PatronBlocksAdapter.MODULE, storage),
            new ConditionRoutes(database, limits::changed),
            new LimitRoutes(database, limits::changed),
            new HandlerRoutes(database, inbox, admin.operations()),
            SynchronizationRoutes.ofOwn(
                Synchronization.ofOwn(
                    database, admin.keys(), client, () -> lag(subscriptions.get()))));
  }

  /** The lag of this process's subscriptions. */
  static Future<Duration> lag(Future<List<SubscriptionStatus>> subscriptions) {
    return subscriptions.map(
        all ->
            Duration.ofMillis(
                all.stream().mapToLong(SubscriptionStatus::oldestMillis).max().orElse(0)));
  }

  @Override
  public void mount(Router router) {
    groups.forEach(group -> group.mount(router));
  }
}
