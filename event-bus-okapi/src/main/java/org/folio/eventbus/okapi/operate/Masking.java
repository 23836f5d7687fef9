/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.folio.eventbus.base.value.MaskedText;
import org.jspecify.annotations.Nullable;

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

  private final Set<String> known;
  private final Map<String, String> masked = new HashMap<>();
  // Of the masked texts, the longest first.
  private final NavigableSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());

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
        lengths.add(text.length());
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
    return text.indexOf(' ') < 0 ? text : quoting(text);
  }

  // A list may have thousands of keys and sentences, so a sentence is read once for all keys.
  private String quoting(String sentence) {
    StringBuilder quoted = new StringBuilder();
    int from = 0;
    while (from < sentence.length()) {
      String key = keyAt(sentence, from);
      quoted.append(key == null ? sentence.substring(from, from + 1) : masked.get(key));
      from += key == null ? 1 : key.length();
    }
    return quoted.toString();
  }

  private @Nullable String keyAt(String sentence, int from) {
    if (from > 0 && isPartOfKeys(sentence.codePointBefore(from))) {
      return null;
    }
    for (int length : lengths) {
      int end = from + length;
      if (end <= sentence.length()
          && (end == sentence.length() || !isPartOfKeys(sentence.codePointAt(end)))) {
        String text = sentence.substring(from, end);
        if (masked.containsKey(text)) {
          return text;
        }
      }
    }
    return null;
  }

  // Around a quoted key there is none that could be a part of it.
  private static boolean isPartOfKeys(int character) {
    return switch (Character.getType(character)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetter(character) || character == '_' || character == '-';
    };
  }
}
