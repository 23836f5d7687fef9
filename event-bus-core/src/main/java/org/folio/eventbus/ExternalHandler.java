/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;

/**
 * Applies events outside of the module's database, for example by calling another module.
 *
 * <p>Each event arrives at least once: when the process ends between the effect and its receipt,
 * the event arrives again, with the same id. Whoever is called should use that id as idempotency
 * key.
 */
@FunctionalInterface
public non-sealed interface ExternalHandler extends EventHandler {

  /**
   * Applies an event. Runs on the subscription's event loop and must not block it. Events of one
   * key come one after another, each when the one before has been applied; events of different keys
   * come at the same time, as many as the policy allows.
   *
   * @return completes when the effect is durable. The policy's {@link FailureClassifier} says what
   *     a failure means. A transient {@link HttpStatusException} and a {@link
   *     java.util.concurrent.TimeoutException} count as an outage, unless the receiver answers
   *     other events of the tenant for a minute meanwhile
   */
  Future<Void> handle(Event event);
}
