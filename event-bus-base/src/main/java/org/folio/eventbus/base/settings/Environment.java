/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads variables and collects all errors, so that an operator sees them at once. Not for use by
 * several threads.
 */
public final class Environment {

  private final Map<String, String> values;
  private final List<Variable> asked = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Reads from the given variables; an empty value counts as not set. */
  public Environment(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** A text, or the default if not set. */
  public String text(String name, String defaultValue, String expected) {
    return ask(name, defaultValue, expected).orElse(defaultValue);
  }

  /** A text that must be set; its value is never shown. */
  public String required(String name, String expected) {
    Optional<String> value = ask(name, "", expected);
    if (value.isEmpty()) {
      problems.add(name + " is not set; expected " + expected + ".");
    }
    return value.orElse("");
  }

  /** A text of the given form, or the default if not set. */
  public String matching(String name, String defaultValue, Pattern form, String expected) {
    Optional<String> value = ask(name, defaultValue, expected);
    return formed(name, value, form, expected).orElse(defaultValue);
  }

  /** A text of the given form that may be absent. */
  public Optional<String> optionalMatching(String name, Pattern form, String expected) {
    return formed(name, ask(name, "", expected), form, expected);
  }

  /** A whole number between the given bounds, both included, or the default if not set. */
  public int number(String name, int defaultValue, int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    Optional<String> value = ask(name, Integer.toString(defaultValue), expected);
    if (value.isEmpty()) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(value.get().trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with numbers out of range.
    }
    refuse(name, value.get(), expected);
    return defaultValue;
  }

  /**
   * Adds an error of a combination of valid variables.
   *
   * @param sentence names the variables and the expected values, and shows no secret
   */
  public void refuse(String sentence) {
    problems.add(sentence);
  }

  /** Every variable that was read, in that order. */
  public List<Variable> asked() {
    return List.copyOf(asked);
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException if there was any error
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private Optional<String> ask(String name, String defaultValue, String expected) {
    asked.add(new Variable(name, defaultValue, expected));
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  private Optional<String> formed(
      String name, Optional<String> value, Pattern form, String expected) {
    if (value.isPresent() && !form.matcher(value.get()).matches()) {
      refuse(name, value.get(), expected);
      return Optional.empty();
    }
    return value;
  }

  private void refuse(String name, String value, String expected) {
    problems.add(name + " is \"" + value + "\"; expected " + expected + ".");
  }
}
