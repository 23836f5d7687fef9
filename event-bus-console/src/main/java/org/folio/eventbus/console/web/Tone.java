/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.Locale;
import org.folio.eventbus.console.output.Colour;

/** The class of a coloured word; the style sheet decides about the colour. */
final class Tone {

  private Tone() {}

  static String of(Colour colour) {
    return colour.name().toLowerCase(Locale.ROOT);
  }
}
