/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.Tenants;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.shadow.ShadowReplay;
import org.folio.eventbus.store.ReceiptTable;
import org.folio.eventbus.subscription.SubscriptionRunner;
import org.folio.eventbus.tenant.TenantRegistry;
import org.folio.eventbus.topic.TenantTopics;

/**
 * Creates and removes the resources of a tenant: topics, schema, and the mark that it is enabled.
 */
record TenantAdministration(
    TenantRegistry registry,
    TenantTopics topics,
    ShadowReplay shadow,
    Set<String> published,
    RunningSubscriptions<SubscriptionRunner> subscriptions)
    implements Tenants {

  @Override
  public Future<Void> enable(
      TenantId tenant, Consumer<String> progress, Supplier<Future<Void>> last) {
    Set<String> read = new LinkedHashSet<>();
    subscriptions.runners().values().forEach(runner -> read.addAll(runner.topics(tenant)));
    return topics
        .create(tenant, read)
        .onSuccess(created -> progress.accept("Topics exist"))
        .compose(created -> registry.enable(tenant, daily(), last))
        .onSuccess(enabled -> progress.accept("Tables are up to date, the tenant is enabled"));
  }

  // The first event need not wait for them.
  private Set<String> daily() {
    Set<String> tables = new LinkedHashSet<>();
    if (!published.isEmpty()) {
      tables.add(OutboxTable.JOURNAL);
    }
    if (!subscriptions.all().isEmpty()) {
      tables.add(ReceiptTable.NAME);
    }
    return tables;
  }

  @Override
  public Future<Boolean> isEnabled(TenantId tenant) {
    return registry.isEnabled(tenant);
  }

  @Override
  public Future<Void> disable(TenantId tenant) {
    return registry.disable(tenant);
  }

  @Override
  public Future<Void> purge(TenantId tenant) {
    return registry
        .requireOwn(tenant)
        .compose(own -> registry.disable(tenant))
        .compose(disabled -> topics.delete(tenant))
        .compose(deleted -> shadow.remove(tenant))
        .compose(removed -> registry.purge(tenant));
  }
}
