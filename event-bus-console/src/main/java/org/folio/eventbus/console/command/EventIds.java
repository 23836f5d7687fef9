/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.console.ConsoleException;

/** Ids of events as people paste them. */
final class EventIds {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private EventIds() {}

  /**
   * The id.
   *
   * @throws ConsoleException if it is none
   */
  static String checked(String text) {
    String id = text.strip().toLowerCase(Locale.ROOT);
    if (!UUID_FORM.matcher(id).matches()) {
      throw ConsoleException.usage(
          "\"%s\" is not the id of an event, which is a UUID".formatted(text));
    }
    return id;
  }
}
