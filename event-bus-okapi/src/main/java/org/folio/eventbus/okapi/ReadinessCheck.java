/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import java.util.List;

/** Something that must work before the module can serve requests. */
@FunctionalInterface
public interface ReadinessCheck {

  /**
   * Looks now. Called on the server's event loop; must not block it.
   *
   * @return a sentence for each problem, empty if all is well. A future that fails, or that does
   *     not complete in time, counts as a problem
   */
  Future<List<String>> problems();
}
