/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One entry of FOLIO's errors object.
 *
 * @param message the problem
 * @param type FOLIO's modules always write {@value #TYPE}
 * @param code a key of the message, or {@value #NO_CODE}
 * @param parameters the rejected fields
 */
public record ErrorBody(String message, String type, String code, List<Parameter> parameters) {

  /** The only type in use. */
  public static final String TYPE = "1";

  /** The code of a message without a key. */
  public static final String NO_CODE = "-1";

  /** A rejected field and its value as text. */
  public record Parameter(String key, String value) {}

  /** Copies the list. */
  public ErrorBody {
    parameters = List.copyOf(parameters);
  }

  /** An entry about one field, without a code. */
  public static ErrorBody of(String message, String key, String value) {
    return new ErrorBody(message, TYPE, NO_CODE, List.of(new Parameter(key, value)));
  }

  JsonObject json() {
    JsonArray list = new JsonArray();
    parameters.forEach(p -> list.add(new JsonObject().put("key", p.key()).put("value", p.value())));
    return new JsonObject()
        .put("message", message)
        .put("type", type)
        .put("code", code)
        .put("parameters", list);
  }
}
