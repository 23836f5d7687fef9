/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Texts and objects of JSON that others have made. */
public final class JsonText {

  private JsonText() {}

  /** The text of a member; null if it is missing, blank or no text. */
  public static @Nullable String of(JsonObject object, String name) {
    return object.getValue(name) instanceof String text && !text.isBlank() ? text : null;
  }

  /** The object of a member; an empty one if it is missing or none. */
  public static JsonObject object(JsonObject object, String name) {
    return object.getValue(name) instanceof JsonObject member ? member : new JsonObject();
  }
}
