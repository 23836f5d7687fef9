/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads variables and collects everything that is wrong with them, so that an operator sees all
 * mistakes at once. Not for use by several threads.
 */
public final class Environment {

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  /** Reads from the given variables; an empty value counts as not set. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** A text, or the default if not set. */
  public String text(String name, String defaultValue) {
    return optional(name).orElse(defaultValue);
  }

  /** A text that may be absent. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** A text that must be set; its value is never shown. */
  public String required(String name, String expected) {
    Optional<String> value = optional(name);
    if (value.isEmpty()) {
      problems.add(name + " is not set; expected " + expected + ".");
    }
    return value.orElse("");
  }

  /** A text of the given form, or the default if not set. */
  public String matching(String name, String defaultValue, Pattern form, String expected) {
    String value = text(name, defaultValue);
    if (!form.matcher(value).matches()) {
      refuse(name, value, expected);
      return defaultValue;
    }
    return value;
  }

  /** A whole number between the given bounds, both included, or the default if not set. */
  public int number(String name, int defaultValue, int least, int most) {
    String value = text(name, Integer.toString(defaultValue));
    String expected = "a whole number from " + least + " to " + most;
    try {
      int number = Integer.parseInt(value.trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers out of bounds.
    }
    refuse(name, value, expected);
    return defaultValue;
  }

  /** Notes that a variable holds a value of the wrong kind. */
  public void refuse(String name, String value, String expected) {
    problems.add(name + " is \"" + value + "\"; expected " + expected + ".");
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException if anything was wrong
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }
}
