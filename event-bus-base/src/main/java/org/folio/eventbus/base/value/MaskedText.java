/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import java.util.regex.Pattern;

/**
 * The masked form of a key or another text that may be personal: its beginning, which distinguishes
 * a few texts and selects one of those that wait.
 */
public final class MaskedText {

  /** Replaces the hidden part. */
  public static final String ELLIPSIS = "…";

  private static final Pattern USER_ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  // The first group of a UUID.
  private static final int SHOWN = 8;

  // At most half of a short text, such as a barcode, is shown.
  private static final int SHARE = 2;

  private MaskedText() {}

  /** The masked form; a masked or empty text stays unchanged. */
  public static String of(String text) {
    return text.isEmpty() || isMasked(text)
        ? text
        : text.substring(0, Math.min(SHOWN, text.length() / SHARE)) + ELLIPSIS;
  }

  /**
   * The masked form of an actor's name, if it is the id of a user; other names are not personal.
   */
  public static String ofUser(String performedBy) {
    return USER_ID.matcher(performedBy).matches() ? of(performedBy) : performedBy;
  }

  /** Whether a text is a masked form. */
  public static boolean isMasked(String text) {
    return text.endsWith(ELLIPSIS);
  }

  /** The visible part of a masked text. */
  public static String shown(String masked) {
    return masked.substring(0, masked.length() - ELLIPSIS.length());
  }
}
