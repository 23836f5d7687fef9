/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.ext.web.Router;

/** Routes that belong together. */
@FunctionalInterface
public interface RouteGroup {

  /**
   * Adds the routes. Called once, before the server listens. A failure in a route may be left to
   * the server, which answers {@link HttpFailure} as it says and everything else with 500.
   */
  void mount(Router router);
}
