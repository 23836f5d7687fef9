/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;

/** A deployed mod-patron-blocks: reads its summaries and changes them by events. */
public final class DeployedModule {

  // mod-patron-blocks responds before it processes the event. It retries eleven times without a
  // delay and then gives up.
  private static final Duration EFFECT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Vertx vertx;
  private final OkapiClient client;
  private final ExternalHandler delivery;

  /**
   * @param delivery delivers to the handlers of mod-patron-blocks
   */
  public DeployedModule(Vertx vertx, OkapiClient client, ExternalHandler delivery) {
    this.vertx = vertx;
    this.client = client;
    this.delivery = delivery;
  }

  Future<DeployedSummary> summary(OkapiRequest request, UUID userId) {
    return DeployedSummary.read(client, request, userId);
  }

  /**
   * Delivers an event and waits for its effect.
   *
   * @param hasEffect whether a summary shows the effect
   * @return the summary with the effect, or the unchanged one if there was no effect in time
   */
  Future<DeployedSummary> deliver(
      OkapiRequest request,
      StreamKey key,
      UUID userId,
      RepairEvent event,
      Predicate<DeployedSummary> hasEffect) {
    long deadline = System.nanoTime() + EFFECT.toNanos();
    return delivery
        .handle(
            new Event(
                UUID.randomUUID(),
                event.type(),
                request.tenant(),
                key.stream(),
                key.key(),
                1,
                Instant.now(),
                event.payload().encode(),
                new Correlation(request.requestId(), null, null),
                null))
        .compose(taken -> await(request, userId, hasEffect, deadline));
  }

  private Future<DeployedSummary> await(
      OkapiRequest request, UUID userId, Predicate<DeployedSummary> hasEffect, long deadline) {
    return summary(request, userId)
        .compose(
            summary ->
                hasEffect.test(summary) || System.nanoTime() >= deadline
                    ? Future.succeededFuture(summary)
                    : vertx
                        .timer(LOOK.toMillis())
                        .compose(later -> await(request, userId, hasEffect, deadline)));
  }
}
