/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.ext.web.Router;

/** Routes that belong together. */
@FunctionalInterface
public interface RouteGroup {

  /**
   * Adds the routes. Called once, before the server listens. A failure in a route may be left to
   * the server, which answers an {@link HttpFailure} with its response and everything else with
   * 500.
   */
  void mount(Router router);

  /**
   * Adds routes that read the body of a request as a stream. They run before the routes that get
   * the whole body, and pass on other requests with {@code ctx.next()}, unread. Their bodies have
   * no size limit; called once, before {@link #mount}.
   */
  default void mountStreams(Router router) {}
}
