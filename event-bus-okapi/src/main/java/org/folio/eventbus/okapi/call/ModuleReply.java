/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete answer of a module.
 *
 * @param status of HTTP
 * @param body empty if there is none
 */
public record ModuleReply(int status, MultiMap headers, Buffer body) {

  /** The first header of that name, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /**
   * The body as a JSON object.
   *
   * @throws DecodeException if it is not a JSON object
   */
  public JsonObject json() {
    return new JsonObject(body);
  }

  /** The entries of FOLIO's errors object; empty for any other body. */
  public List<JsonObject> errors() {
    try {
      return json().getJsonArray("errors", new JsonArray()).stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast)
          .toList();
    } catch (DecodeException | ClassCastException e) {
      // A text, or what a gateway answers.
      return List.of();
    }
  }

  /** A member of the first of these entries; empty text if there is none. */
  public String ofFirstError(String member) {
    return errors().stream()
        .findFirst()
        .map(error -> error.getValue(member) instanceof String text ? text : "")
        .orElse("");
  }
}
