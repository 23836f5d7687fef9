/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.ext.web.Router;

/** Routes that belong together. */
@FunctionalInterface
public interface RouteGroup {

  /**
   * Adds the routes. Called once, before the server listens. A failure in a route may be left to
   * the server, which answers {@link HttpFailure} as it says and everything else with 500.
   */
  void mount(Router router);

  /**
   * Adds routes that read the body of a request as it comes. They are asked before those that get
   * it whole, and hand requests that are not theirs on with {@code ctx.next()}, unread. Nothing
   * limits the bodies that they take; called once, before {@link #mount}.
   */
  default void mountStreams(Router router) {}
}
