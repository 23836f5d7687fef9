/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

/**
 * How a key or another text that may be personal is shown: by its beginning, which is enough to
 * tell a few of them apart and to name one among those that wait.
 */
public final class MaskedText {

  /** Stands for what is not shown. */
  public static final String ELLIPSIS = "…";

  // The first group of a UUID.
  private static final int SHOWN = 8;

  // Of short texts, such as barcodes, no more than half is shown.
  private static final int SHARE = 2;

  private MaskedText() {}

  /** The masked form; a masked text stays as it is. */
  public static String of(String text) {
    return isMasked(text)
        ? text
        : text.substring(0, Math.min(SHOWN, text.length() / SHARE)) + ELLIPSIS;
  }

  /** Whether a text is one that was shown masked. */
  public static boolean isMasked(String text) {
    return text.endsWith(ELLIPSIS);
  }

  /** What a masked text shows. */
  static String shown(String masked) {
    return masked.substring(0, masked.length() - ELLIPSIS.length());
  }
}
