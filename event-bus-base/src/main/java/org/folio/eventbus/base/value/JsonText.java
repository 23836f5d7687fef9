/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

/** Detects content of a JSON text that PostgreSQL cannot store. */
public final class JsonText {

  // The only way to write the character in JSON.
  private static final String NUL = "\\u0000";

  private JsonText() {}

  /**
   * Whether a name or a text in it contains the character NUL.
   *
   * @param json valid JSON
   */
  public static boolean holdsNul(String json) {
    for (int at = json.indexOf(NUL); at >= 0; at = json.indexOf(NUL, at + 1)) {
      if (isEscape(json, at)) {
        return true;
      }
    }
    return false;
  }

  // An escaped backslash starts no escape.
  private static boolean isEscape(String json, int at) {
    int before = at;
    while (before > 0 && json.charAt(before - 1) == '\\') {
      before--;
    }
    return (at - before) % 2 == 0;
  }
}
