/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.util.Locale;
import java.util.regex.Pattern;

/** The one spelling of each key. */
public final class EventKeys {

  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private EventKeys() {}

  /**
   * The key for a property's value. A UUID means the same in upper and lower case; two spellings
   * must not become two keys with an order each.
   */
  public static String canonical(String value) {
    return UUID_FORM.matcher(value).matches() ? value.toLowerCase(Locale.ROOT) : value;
  }
}
