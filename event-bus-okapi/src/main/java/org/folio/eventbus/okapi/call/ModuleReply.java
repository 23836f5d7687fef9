/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
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
}
