/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.eventbus.base.value.MaskedText;

/**
 * Masks personal data in a response: keys, which are usually users, and actors; omits whole rows
 * and payloads. Sentences that quote a masked text as a whole are masked, too.
 */
final class Masking {

  private static final Set<String> KEYS = Set.of("key", "userId", "barcode", "loan", "user");
  private static final Set<String> USERS = Set.of("performedBy", "skippedBy");
  private static final Set<String> LEFT_OUT = Set.of("payload", "liveRows", "shadowRows");

  // Shorter texts identify nobody, and occur in every other sentence.
  private static final int SHORTEST_QUOTED = 4;

  // The characters allowed around a quoted key: none that could be a part of it.
  private static final String BEFORE = "(?<![\\p{L}\\p{N}_-])";
  private static final String BEHIND = "(?![\\p{L}\\p{N}_-])";

  private final Set<String> known;
  private final Map<String, String> masked = new HashMap<>();

  /**
   * A mask for one caller.
   *
   * @param known texts that the caller knows already
   */
  Masking(Set<String> known) {
    this.known = known;
  }

  /** The masked response; the given one stays unchanged. */
  JsonObject of(JsonObject answer) {
    JsonObject copy = mask(answer);
    return masked.isEmpty() ? copy : quoting(copy);
  }

  private JsonObject mask(JsonObject object) {
    JsonObject copy = new JsonObject();
    for (String name : object.fieldNames()) {
      Object value = object.getValue(name);
      if (LEFT_OUT.contains(name)) {
        continue;
      }
      copy.put(name, value instanceof String text ? text(name, text) : nested(value));
    }
    return copy;
  }

  private Object nested(Object value) {
    if (value instanceof JsonObject object) {
      return mask(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(member -> copy.add(nested(member)));
      return copy;
    }
    return value;
  }

  private String text(String name, String text) {
    if (known.contains(text)) {
      return text;
    }
    if (KEYS.contains(name)) {
      String hidden = MaskedText.of(text);
      if (text.length() >= SHORTEST_QUOTED) {
        masked.put(text, hidden);
      }
      return hidden;
    }
    return USERS.contains(name) ? MaskedText.ofUser(text) : text;
  }

  private JsonObject quoting(JsonObject object) {
    JsonObject copy = new JsonObject();
    for (String name : object.fieldNames()) {
      copy.put(name, quoting(object.getValue(name)));
    }
    return copy;
  }

  private Object quoting(Object value) {
    if (value instanceof JsonObject object) {
      return quoting(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(member -> copy.add(quoting(member)));
      return copy;
    }
    if (!(value instanceof String text)) {
      return value;
    }
    // Only sentences: an id or a name may begin like a short key.
    String quoted = text;
    if (text.indexOf(' ') >= 0) {
      for (Map.Entry<String, String> one : masked.entrySet()) {
        quoted =
            Pattern.compile(BEFORE + Pattern.quote(one.getKey()) + BEHIND)
                .matcher(quoted)
                .replaceAll(Matcher.quoteReplacement(one.getValue()));
      }
    }
    return quoted;
  }
}
