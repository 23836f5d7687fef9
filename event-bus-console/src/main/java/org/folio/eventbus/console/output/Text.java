/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Members of answers as text for people. */
public final class Text {

  private static final int ID_SHOWN = 8;
  private static final String ELLIPSIS = "…";

  private Text() {}

  /** A member as text; empty if it is absent or null. */
  public static String of(JsonNode object, String member) {
    JsonNode value = object.path(member);
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(one -> one.isObject() ? "(" + members(one) + ")" : one.asText())
          .collect(Collectors.joining(", "));
    }
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isValueNode() ? value.asText() : value.toString();
  }

  /** A member that is a time, in milliseconds, in UTC. */
  public static String time(JsonNode object, String member) {
    String text = of(object, member);
    return text.isEmpty() ? "" : time(OffsetDateTime.parse(text).toInstant());
  }

  /** A time with three fraction digits, so that times are aligned. */
  public static String time(Instant time) {
    String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
    return text.length() == "2026-03-01T10:15:30Z".length() ? text.replace("Z", ".000Z") : text;
  }

  /** The texts of a list of sentences. */
  public static List<String> sentences(JsonNode array) {
    List<String> sentences = new ArrayList<>();
    array.forEach(one -> sentences.add(one.asText()));
    return sentences;
  }

  /** Members of an object in one line, as {@code applied=16, parked=4}. */
  public static String members(JsonNode object) {
    List<String> members = new ArrayList<>();
    object.fieldNames().forEachRemaining(name -> members.add(name + "=" + of(object, name)));
    return String.join(", ", members);
  }

  /** A number of things, as in {@code 1 key} and {@code 2 keys}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** A possible user id, shortened to its beginning, as modules mask it. */
  public static String masked(String text) {
    return text.isEmpty() || isMasked(text)
        ? text
        : text.substring(0, Math.min(ID_SHOWN, text.length() / 2)) + ELLIPSIS;
  }

  /** Whether only the beginning of a text is shown. */
  public static boolean isMasked(String text) {
    return text.endsWith(ELLIPSIS);
  }

  /** The first word of a sentence as it is written within a sentence. */
  public static String uncapitalized(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /** As one word of a command line, whatever it contains. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
