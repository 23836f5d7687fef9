/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.context;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.base.time.Timeline;

/**
 * What the parts of a subscription are given.
 *
 * @param subscription says which topics it reads
 * @param eventLoop on which batches are worked on
 * @param timeline that of the event loop
 */
public record SubscriptionContext(
    BusContext bus, Subscription subscription, Context eventLoop, Timeline timeline) {

  /**
   * That of a subscription.
   *
   * @param declared where it does not say which topics it reads, settings do
   */
  public static SubscriptionContext of(BusContext bus, Subscription declared, Context eventLoop) {
    return new SubscriptionContext(
        bus,
        declared.reading(declared.topics().orElse(bus.settings().kafka().topics())),
        eventLoop,
        new MachineTimeline(eventLoop));
  }

  /** Name of the consumer group of a subscription. */
  public static String group(EventBusSettings settings, ModuleSchema module, String subscription) {
    return settings.environment() + "." + module.module() + "." + subscription;
  }

  /** The subscription's name. */
  public String name() {
    return subscription.name();
  }

  /** Name of the consumer group. */
  public String group() {
    return group(bus.settings(), bus.module(), name());
  }

  /** Name of this process on Kafka. */
  public String client() {
    return bus.instance() + "-" + name();
  }

  /** The topics that are read for a tenant. */
  public List<String> topics(TenantId tenant) {
    return bus.topics().topics(tenant, subscription.stream(), subscription.topics().orElseThrow());
  }

  /** Brings the result of what is done elsewhere to the event loop. */
  public <T> Future<T> here(Future<T> elsewhere) {
    return Future.future(
        promise ->
            elsewhere.onComplete(
                (result, failure) ->
                    eventLoop.runOnContext(run -> promise.complete(result, failure))));
  }

  /** Does something on the event loop. */
  public <T> Future<T> onEventLoop(Supplier<Future<T>> action) {
    return Future.future(
        promise -> eventLoop.runOnContext(run -> action.get().onComplete(promise)));
  }
}
