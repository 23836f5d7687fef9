/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import java.util.regex.Pattern;

/**
 * How a key or another text that may be personal is shown: by its beginning, which is enough to
 * tell a few of them apart and to name one among those that wait.
 */
public final class MaskedText {

  /** Stands for what is not shown. */
  public static final String ELLIPSIS = "…";

  private static final Pattern USER_ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  // The first group of a UUID.
  private static final int SHOWN = 8;

  // Of short texts, such as barcodes, no more than half is shown.
  private static final int SHARE = 2;

  private MaskedText() {}

  /** The masked form; a masked text stays as it is, and so does an empty one. */
  public static String of(String text) {
    return text.isEmpty() || isMasked(text)
        ? text
        : text.substring(0, Math.min(SHOWN, text.length() / SHARE)) + ELLIPSIS;
  }

  /** The masked form of who acts, if it is the id of a user; other names are not personal. */
  public static String ofUser(String performedBy) {
    return USER_ID.matcher(performedBy).matches() ? of(performedBy) : performedBy;
  }

  /** Whether a text is one that was shown masked. */
  public static boolean isMasked(String text) {
    return text.endsWith(ELLIPSIS);
  }

  /** What a masked text shows. */
  public static String shown(String masked) {
    return masked.substring(0, masked.length() - ELLIPSIS.length());
  }
}
