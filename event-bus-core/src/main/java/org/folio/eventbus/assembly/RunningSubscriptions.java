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
import org.folio.eventbus.subscription.TenantReading;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a bus: those of its description for all tenants, and those that were added
 * later for some tenants. The bus makes one change after another; any thread may read.
 */
final class RunningSubscriptions<R extends TenantReading> {

  private record Running<R extends TenantReading>(R runner, Predicate<TenantId> tenants) {

    Future<Void> read(Set<TenantId> enabled) {
      return runner.read(enabled.stream().filter(tenants).collect(Collectors.toUnmodifiableSet()));
    }

    Running<R> of(Set<TenantId> others) {
      return new Running<>(runner, Set.copyOf(others)::contains);
    }
  }

  private final Function<Subscription, R> maker;
  private volatile Map<String, Running<R>> running;
  private Set<TenantId> enabled = Set.of();

  /**
   * The subscriptions of the description; they read nothing before {@link #start}.
   *
   * @param maker makes the runner of a subscription
   */
  RunningSubscriptions(Collection<Subscription> described, Function<Subscription, R> maker) {
    this.maker = maker;
    Map<String, Running<R>> first = new LinkedHashMap<>();
    described.forEach(
        one -> first.put(one.name(), new Running<>(maker.apply(one), tenant -> true)));
    running = Collections.unmodifiableMap(first);
  }

  /** The runners by the names of their subscriptions, as they are now. */
  Map<String, R> runners() {
    Map<String, R> runners = new LinkedHashMap<>();
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
   * TenantReading#read} count in the order in which they are made, so each is made under the lock,
   * with the tenants of this moment.
   */
  synchronized Future<Void> read(Set<TenantId> tenants) {
    enabled = Set.copyOf(tenants);
    return Future.join(running.values().stream().map(one -> one.read(enabled)).toList()).mapEmpty();
  }

  /** Adds a subscription, or changes the tenants of the one that has its name. */
  Future<Void> add(Subscription subscription, Set<TenantId> tenants) {
    Running<R> former = running.get(subscription.name());
    if (former != null) {
      Running<R> changed = former.of(tenants);
      put(subscription.name(), changed);
      return readNow(changed);
    }
    Running<R> added = new Running<>(maker.apply(subscription), Set.copyOf(tenants)::contains);
    put(subscription.name(), added);
    return added.runner().start().compose(started -> readNow(added));
  }

  private synchronized Future<Void> readNow(Running<R> one) {
    return one.read(enabled);
  }

  /** Ends a subscription after its running batches. Its cursors stay. */
  Future<Void> remove(String name) {
    Running<R> former = take(name);
    return former == null ? Future.succeededFuture() : former.runner().close();
  }

  Future<Void> close() {
    return Future.join(running.values().stream().map(one -> one.runner().close()).toList())
        .mapEmpty();
  }

  private synchronized @Nullable Running<R> take(String name) {
    Map<String, Running<R>> rest = new LinkedHashMap<>(running);
    Running<R> taken = rest.remove(name);
    running = Collections.unmodifiableMap(rest);
    return taken;
  }

  // The enabled tenants may change meanwhile: who changes them finds the subscription, or the
  // subscription finds the change.
  private synchronized void put(String name, Running<R> one) {
    Map<String, Running<R>> more = new LinkedHashMap<>(running);
    more.put(name, one);
    running = Collections.unmodifiableMap(more);
  }
}
