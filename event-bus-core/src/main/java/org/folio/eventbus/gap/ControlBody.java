/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import org.folio.eventbus.topic.EventKeys;
import org.folio.eventbus.topic.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a record that is a message to the bus. Anybody with write access to a topic may write
 * any content, so each field is validated when it is read.
 */
final class ControlBody {

  // Bytes. The longest body has a key of a thousand and some names.
  private static final int LONGEST = 8 * 1024;

  // Characters. Names of streams and consumer groups are shorter than those of topics.
  private static final int LONGEST_TEXT = 500;

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final JsonObject body;

  private ControlBody(JsonObject body) {
    this.body = body;
  }

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is not a JSON object, or too long
   */
  static ControlBody of(byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalArgumentException("The record has no value");
    }
    if (value.length > LONGEST) {
      throw new IllegalArgumentException("The record is longer than " + LONGEST + " bytes");
    }
    try {
      return new ControlBody(new JsonObject(Buffer.buffer(value)));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("The record is not a JSON object", e);
    }
  }

  boolean has(String name) {
    return body.containsKey(name);
  }

  /** A whole number, at least 0. */
  long number(String name) {
    Object value = body.getValue(name);
    long number =
        value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : -1;
    if (number < 0) {
      throw new IllegalArgumentException(name + " is not a whole number from 0 on");
    }
    return number;
  }

  /** A point in time within the range of the tables. */
  Instant time(String name) {
    try {
      Instant time = Instant.parse(text(name));
      if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
        throw new IllegalArgumentException(name + " is out of range");
      }
      return time;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " is not a time of ISO 8601", e);
    }
  }

  /** A text that the tables can store, of {@value #LONGEST_TEXT} characters at most. */
  String text(String name) {
    if (!(body.getValue(name) instanceof String text)) {
      throw new IllegalArgumentException(name + " is not a text");
    }
    if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "%s is longer than %s characters or holds a NUL".formatted(name, LONGEST_TEXT));
    }
    return text;
  }

  /** A key that the tables can store. */
  String key(String name) {
    if (!(body.getValue(name) instanceof String key)) {
      throw new IllegalArgumentException(name + " is not a text");
    }
    return storable(key);
  }

  /** Checks a key that is not in the body. */
  static String storable(String key) {
    try {
      return EventKeys.storable(key);
    } catch (UnreadableEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
