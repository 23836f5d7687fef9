/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.PayloadNumber;
import org.folio.eventbus.base.value.UuidForm;
import org.jspecify.annotations.Nullable;

/** Reads members of payloads. A member that is missing, blank or of another type is null. */
final class Fields {

  static final String PAYLOAD = "payload";

  private static final Pattern NOT_STORABLE =
      Pattern.compile(
          "\\x00|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

  private Fields() {}

  static @Nullable String text(JsonObject object, String name) {
    Object value = object.getValue(name);
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    // Characters that PostgreSQL cannot store are replaced, so that the rest of the record is kept.
    return value instanceof String text && !text.isBlank()
        ? NOT_STORABLE.matcher(text).replaceAll("\ufffd")
        : null;
  }

  /** The first of two spellings that the object has. */
  static @Nullable String first(JsonObject object, String name, String otherName) {
    String text = text(object, name);
    return text == null ? text(object, otherName) : text;
  }

  /** A name, given as text or as an object with the member {@code name}. */
  static @Nullable String name(JsonObject object, String name) {
    return object.getValue(name) instanceof JsonObject named
        ? text(named, "name")
        : text(object, name);
  }

  static JsonObject object(JsonObject object, String name) {
    return object.getValue(name) instanceof JsonObject inner ? inner : new JsonObject();
  }

  /** The objects of an array, or a single object. */
  static List<JsonObject> objects(JsonObject object, String name) {
    Object value = object.getValue(name);
    if (value instanceof JsonObject one) {
      return List.of(one);
    }
    return value instanceof JsonArray many
        ? many.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  static boolean flag(JsonObject object, String name) {
    return Boolean.TRUE.equals(object.getValue(name));
  }

  /** An id; null for texts that old records hold in its place, such as {@code 0}. */
  static @Nullable String id(JsonObject object, String name) {
    String text = text(object, name);
    return text != null && UuidForm.matches(text) ? text : null;
  }

  /** A date and time in any form that payloads use. */
  static @Nullable Instant instant(JsonObject object, String name) {
    // An unreadable date counts as missing.
    return FolioDateTime.of(object.getValue(name)).orElse(null);
  }

  /** An amount with two decimals, the same in every locale. */
  static @Nullable String amount(JsonObject object, String name) {
    return object.getValue(name) instanceof Number number
        ? PayloadNumber.of(number)
            .map(amount -> String.format(Locale.ROOT, "%.2f", amount))
            .orElse(null)
        : null;
  }

  static void put(JsonObject object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }
}
