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
 * The shared objects of the parts of a subscription.
 *
 * @param subscription with the topics to read
 * @param eventLoop the event loop of its batches
 * @param timeline the timeline of the event loop
 */
public record SubscriptionContext(
    BusContext bus, Subscription subscription, Context eventLoop, Timeline timeline) {

  /**
   * The objects of a subscription.
   *
   * @param declared the subscription; settings decide if it does not name the topics to read
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

  /** Moves a result from another context to the event loop. */
  public <T> Future<T> here(Future<T> elsewhere) {
    return Future.future(
        promise ->
            elsewhere.onComplete(
                (result, failure) ->
                    eventLoop.runOnContext(run -> promise.complete(result, failure))));
  }

  /** Runs an action on the event loop. */
  public <T> Future<T> onEventLoop(Supplier<Future<T>> action) {
    return Future.future(
        promise -> eventLoop.runOnContext(run -> action.get().onComplete(promise)));
  }
}
