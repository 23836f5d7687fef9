/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.admin.LagPeak;
import org.folio.eventbus.admin.OutboxBacklog;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.admin.TopicState;
import org.folio.eventbus.admin.action.OperationLog;
import org.folio.eventbus.admin.diagnosis.Diagnosis;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.admin.parked.ParkedActions;
import org.folio.eventbus.admin.replay.Shadow;
import org.folio.eventbus.admin.replay.StreamActions;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.canary.PostgresCanaries;
import org.folio.eventbus.diagnosis.PostgresDiagnosis;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.lag.LagTable;
import org.folio.eventbus.operate.PostgresKeys;
import org.folio.eventbus.operate.PostgresOperationLog;
import org.folio.eventbus.operate.PostgresParkedActions;
import org.folio.eventbus.operate.RunnerStreamActions;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.republish.JournalReplay;
import org.folio.eventbus.shadow.ShadowReplay;
import org.folio.eventbus.subscription.SubscriptionRunner;
import org.folio.eventbus.topic.TenantTopics;
import org.jspecify.annotations.Nullable;

/** Answers operators' queries from the parts of a bus. */
final class AssembledAdmin implements EventBusAdmin {

  private static final String NOT_ENABLED =
      "Subscription %s reads nothing of tenant %s, which has not enabled the module";

  // The cause may name another tenant; readiness and the log have it.
  private static final String NOT_FOLLOWED =
      "The platform's entitlements are not followed at the moment: a revocation does not stop the work; see the module's log";

  private final Pool pool;
  private final ModuleSchema module;
  private final TenantTopics topics;
  private final RunningSubscriptions<SubscriptionRunner> subscriptions;
  private final ParkedActions parked;
  private final StreamActions streams;
  private final Shadow shadow;
  private final PostgresCanaries canaries;
  private final Diagnosis diagnosis;
  private final OperationLog operations;
  private final Function<TenantId, Future<Boolean>> worksFor;
  private final ProgressWatch watch;

  /**
   * Answers operators' queries.
   *
   * @param worksFor whether this process works for a tenant
   * @param watch knows whether entitlements are followed
   */
  AssembledAdmin(
      Pool pool,
      BusPlan plan,
      TenantTopics topics,
      RunningSubscriptions<SubscriptionRunner> subscriptions,
      JournalReplay journal,
      ShadowReplay shadow,
      Function<TenantId, Future<Boolean>> worksFor,
      ProgressWatch watch) {
    this.worksFor = worksFor;
    this.watch = watch;
    this.pool = pool;
    this.module = plan.identity().module();
    this.topics = topics;
    this.subscriptions = subscriptions;
    this.shadow = shadow;
    BusPlan.Content content = plan.content();
    parked =
        new PostgresParkedActions(
            pool, module, name -> runner(name).map(SubscriptionRunner::decisions));
    streams =
        new RunnerStreamActions(pool, module, content.published(), this::runner, journal, shadow);
    canaries =
        new PostgresCanaries(
            pool, module, content.published(), subscriptions::all, plan.settings());
    diagnosis =
        new PostgresDiagnosis(
            pool,
            module,
            content.published(),
            subscriptions::all,
            this::awaited,
            plan.settings().retentionDays());
    operations = new PostgresOperationLog(pool, module);
  }

  Future<SubscriptionRunner> runner(String subscription) {
    Map<String, SubscriptionRunner> runners = subscriptions.runners();
    SubscriptionRunner runner = runners.get(subscription);
    return runner == null
        ? Future.failedFuture(
            new IllegalArgumentException(
                "There is no subscription %s; there are: %s"
                    .formatted(subscription, String.join(", ", runners.keySet()))))
        : Future.succeededFuture(runner);
  }

  @Override
  public Set<String> subscriptionNames() {
    return Collections.unmodifiableSet(subscriptions.runners().keySet());
  }

  @Override
  public Future<List<SubscriptionStatus>> subscriptions(@Nullable TenantId tenant) {
    List<Future<SubscriptionStatus>> statuses =
        subscriptions.runners().values().stream().map(runner -> runner.status(tenant)).toList();
    return Future.join(statuses)
        .map(done -> statuses.stream().map(Future::result).toList())
        .compose(told -> tenant == null ? Future.succeededFuture(told) : workingFor(tenant, told));
  }

  // Without reading there is no lag, but that is a problem too. So is a revocation that nobody
  // reads.
  private Future<List<SubscriptionStatus>> workingFor(
      TenantId tenant, List<SubscriptionStatus> statuses) {
    boolean followed =
        watch.standstills().stream().noneMatch(one -> one.kind() == MoverKind.ENTITLEMENTS);
    return worksFor
        .apply(tenant)
        .map(
            works ->
                statuses.stream()
                    .map(one -> works ? one : one.with(NOT_ENABLED.formatted(one.name(), tenant)))
                    .map(one -> followed ? one : one.with(NOT_FOLLOWED))
                    .toList());
  }

  @Override
  public Future<Map<String, List<LagPeak>>> lagPeaks(TenantId tenant) {
    return LagTable.peaks(pool, module.of(tenant));
  }

  @Override
  public Future<List<TopicState>> topics(TenantId tenant) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    subscriptions.runners().forEach((name, runner) -> read.put(name, runner.topics(tenant)));
    return topics.states(tenant, read);
  }

  @Override
  public Future<OutboxBacklog> outbox(TenantId tenant) {
    return OutboxTable.backlog(pool, module.of(tenant));
  }

  @Override
  public Future<List<OpenGap>> gaps(TenantId tenant) {
    return GapTable.list(pool, module.of(tenant), MOST_GAPS);
  }

  @Override
  public Future<List<Awaited>> awaited(TenantId tenant) {
    List<Future<List<Awaited>>> each =
        subscriptions.runners().values().stream().map(runner -> runner.awaited(tenant)).toList();
    return Future.all(each)
        .map(done -> each.stream().flatMap(one -> one.result().stream()).toList());
  }

  @Override
  public ParkedActions parked() {
    return parked;
  }

  @Override
  public StreamActions streams() {
    return streams;
  }

  @Override
  public Shadow shadow() {
    return shadow;
  }

  @Override
  public PostgresCanaries canaries() {
    return canaries;
  }

  @Override
  public Keys keys() {
    return new PostgresKeys();
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }

  @Override
  public OperationLog operations() {
    return operations;
  }
}
