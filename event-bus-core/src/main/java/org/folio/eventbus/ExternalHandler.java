/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import java.util.Objects;

/**
 * Applies events outside the module's database, for example by calling another module.
 *
 * <p>Each event is delivered at least once: if the process ends between the effect and the receipt,
 * the event is delivered again with the same id. The called module should use that id as
 * idempotency key.
 */
@FunctionalInterface
public non-sealed interface ExternalHandler extends EventHandler {

  /**
   * Applies an event. Runs on the subscription's event loop and must not block it. Events of one
   * key are delivered one after another: each starts when the one before is applied. Events of
   * different keys run concurrently, up to the policy's limit.
   *
   * @return completes when the effect is durable. The policy's {@link FailureClassifier} decides
   *     what a failure means. A transient {@link HttpStatusException} and a {@link
   *     java.util.concurrent.TimeoutException} count as an outage, unless the receiver keeps
   *     answering other events of the tenant for a minute meanwhile
   */
  Future<Void> handle(Event event);

  /**
   * Applies an event like {@link #handle}, and tells whether the receiver was called. The bus calls
   * this method. A handler that skips some events overrides it: an event that was skipped does not
   * show that the receiver answers.
   *
   * @return completes with false if the receiver was not called
   */
  default Future<Boolean> reach(Event event) {
    return Objects.requireNonNull(handle(event), "the handler returned null").map(true);
  }
}
