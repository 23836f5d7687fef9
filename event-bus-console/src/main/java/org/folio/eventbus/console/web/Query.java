/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.folio.eventbus.console.ConsoleException;

/**
 * The parameters of a page, each once: what a link carries. Any browser may send anything, so texts
 * are bounded and, but for a payload and a cause, have no control characters.
 *
 * @param parameters without blank values
 */
public record Query(Map<String, String> parameters) {

  // Longer than any id, time or reason.
  private static final int LONGEST = 2_000;

  // Kafka's largest record by default.
  static final int LONGEST_PAYLOAD = 1_048_576;

  /** Copies the parameters. */
  public Query {
    parameters = Map.copyOf(parameters);
  }

  /**
   * The parameters of a request; of several values of a name the first.
   *
   * @throws ConsoleException if a value is too long or has control characters
   */
  static Query of(MultiMap sent) {
    Map<String, String> parameters = new TreeMap<>();
    for (String name : sent.names()) {
      // The text of a cause and a payload are as they are, but for what a form does to their lines.
      boolean text = name.equals(Action.PAYLOAD) || name.equals(Action.CAUSE);
      String given = String.valueOf(sent.get(name));
      String value = text ? given.replace("\r\n", "\n") : given.strip();
      if (value.length() > (text ? LONGEST_PAYLOAD : LONGEST)
          || !text && value.chars().anyMatch(Character::isISOControl)) {
        throw ConsoleException.usage(
            "The value of %s is longer than %s characters or has control characters"
                .formatted(name.length() > LONGEST ? "a parameter" : name, LONGEST));
      }
      if (!value.isEmpty()) {
        parameters.put(name, value);
      }
    }
    return new Query(parameters);
  }

  /** A value; empty text if it is not given. */
  public String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  Optional<String> given(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** A copy with another value; an empty value removes the parameter. */
  Query with(String name, String value) {
    Map<String, String> changed = new TreeMap<>(parameters);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new Query(changed);
  }

  /** The link to a path with these parameters. */
  String link(String path) {
    String asked =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    return asked.isEmpty() ? path : path + "?" + asked;
  }

  /** A text as a part of a link. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
