/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.ext.web.RoutingContext;
import org.folio.eventbus.okapi.http.HttpFailure;

/** A parameter of a request that is true or false. */
final class Flag {

  private Flag() {}

  /**
   * Its value; false unless given.
   *
   * @throws HttpFailure 400 for another value
   */
  static boolean of(RoutingContext ctx, String parameter) {
    String value = ctx.queryParams().get(parameter);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw HttpFailure.text(400, "Parameter " + parameter + " must be true or false");
    }
    return "true".equals(value);
  }
}
