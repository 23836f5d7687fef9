/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Hears of each change of event types and registrations, after it was committed. */
@FunctionalInterface
public interface Mirror {

  /**
   * A request changed something.
   *
   * @param ctx the request, with its body
   * @return the request is answered when this completes, and fails with it
   */
  Future<Void> changed(RoutingContext ctx);
}
