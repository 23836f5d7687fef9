/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.subscription.SubscriptionRunner;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a bus: those of its description for all tenants, and those that were added
 * later for some tenants. The bus makes one change after another; any thread may read.
 */
final class RunningSubscriptions {

  private record Running(SubscriptionRunner runner, Predicate<TenantId> tenants) {

    Future<Void> read(Set<TenantId> enabled) {
      return runner.read(enabled.stream().filter(tenants).collect(Collectors.toUnmodifiableSet()));
    }

    Running of(Set<TenantId> others) {
      return new Running(runner, Set.copyOf(others)::contains);
    }
  }

  private final Function<Subscription, SubscriptionRunner> maker;
  private volatile Map<String, Running> running;
  private Set<TenantId> enabled = Set.of();

  /**
   * The subscriptions of the description; they read nothing before {@link #start}.
   *
   * @param maker makes the runner of a subscription
   */
  RunningSubscriptions(
      Collection<Subscription> described, Function<Subscription, SubscriptionRunner> maker) {
    this.maker = maker;
    Map<String, Running> first = new LinkedHashMap<>();
    described.forEach(one -> first.put(one.name(), new Running(maker.apply(one), tenant -> true)));
    running = Collections.unmodifiableMap(first);
  }

  /** The runners by the names of their subscriptions, as they are now. */
  Map<String, SubscriptionRunner> runners() {
    Map<String, SubscriptionRunner> runners = new LinkedHashMap<>();
    running.forEach((name, one) -> runners.put(name, one.runner()));
    return runners;
  }

  /** The subscriptions, as they are now. */
  List<Subscription> all() {
    return running.values().stream().map(one -> one.runner().subscription()).toList();
  }

  Future<Void> start() {
    return Future.join(running.values().stream().map(one -> one.runner().start()).toList())
        .mapEmpty();
  }

  /**
   * Reads for these tenants, as far as each subscription is for them. Calls of {@link
   * SubscriptionRunner#read} count in the order in which they are made, so each is made under the
   * lock, with the tenants of this moment.
   */
  synchronized Future<Void> read(Set<TenantId> tenants) {
    enabled = Set.copyOf(tenants);
    return Future.join(running.values().stream().map(one -> one.read(enabled)).toList()).mapEmpty();
  }

  /** Adds a subscription, or changes the tenants of the one that has its name. */
  Future<Void> add(Subscription subscription, Set<TenantId> tenants) {
    Running former = running.get(subscription.name());
    if (former != null) {
      Running changed = former.of(tenants);
      put(subscription.name(), changed);
      return readNow(changed);
    }
    Running added = new Running(maker.apply(subscription), tenant -> true).of(tenants);
    put(subscription.name(), added);
    return added.runner().start().compose(started -> readNow(added));
  }

  private synchronized Future<Void> readNow(Running one) {
    return one.read(enabled);
  }

  /** Ends a subscription after its running batches. Its cursors stay. */
  Future<Void> remove(String name) {
    Running former = take(name);
    return former == null ? Future.succeededFuture() : former.runner().close();
  }

  Future<Void> close() {
    return Future.join(running.values().stream().map(one -> one.runner().close()).toList())
        .mapEmpty();
  }

  private synchronized @Nullable Running take(String name) {
    Map<String, Running> rest = new LinkedHashMap<>(running);
    Running taken = rest.remove(name);
    running = Collections.unmodifiableMap(rest);
    return taken;
  }

  // The enabled tenants may change meanwhile: who changes them finds the subscription, or the
  // subscription finds the change.
  private synchronized void put(String name, Running one) {
    Map<String, Running> more = new LinkedHashMap<>(running);
    more.put(name, one);
    running = Collections.unmodifiableMap(more);
  }
}
