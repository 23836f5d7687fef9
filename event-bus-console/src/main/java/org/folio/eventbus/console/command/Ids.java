/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.folio.eventbus.console.ConsoleException;

/** Ids as people paste them. */
final class Ids {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Ids() {}

  /**
   * The id of an event.
   *
   * @throws ConsoleException if it is not a UUID
   */
  static String event(String text) {
    return checked(text)
        .orElseThrow(
            () ->
                ConsoleException.usage(
                    "\"%s\" is not the id of an event, which is a UUID".formatted(text)));
  }

  /**
   * The id in an option. A search for a part of an id would find nothing, and would look as if
   * nothing had been published.
   *
   * @throws ConsoleException if it is not a UUID
   */
  static String option(String option, String text) {
    return checked(text)
        .orElseThrow(
            () ->
                ConsoleException.usage(
                    "%s must be a complete UUID, not \"%s\". With --reveal, answers show ids unshortened"
                        .formatted(option, text)));
  }

  private static Optional<String> checked(String text) {
    return Optional.of(text.strip().toLowerCase(Locale.ROOT))
        .filter(id -> UUID_FORM.matcher(id).matches());
  }
}
