/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads texts and objects from JSON of other modules. */
public final class JsonText {

  private JsonText() {}

  /** The text of a member; null if it is missing, blank or not a text. */
  public static @Nullable String of(JsonObject object, String name) {
    return object.getValue(name) instanceof String text && !text.isBlank() ? text : null;
  }

  /** The object of a member; an empty object if it is missing or not an object. */
  public static JsonObject object(JsonObject object, String name) {
    return object.getValue(name) instanceof JsonObject member ? member : new JsonObject();
  }
}
