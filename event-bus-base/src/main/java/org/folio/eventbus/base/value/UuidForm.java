/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import java.util.regex.Pattern;

/** The form of a UUID of any version: 8-4-4-4-12 hexadecimal digits of either case. */
public final class UuidForm {

  private static final Pattern FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private UuidForm() {}

  /** Whether the whole text has the form. */
  public static boolean matches(String text) {
    return FORM.matcher(text).matches();
  }
}
