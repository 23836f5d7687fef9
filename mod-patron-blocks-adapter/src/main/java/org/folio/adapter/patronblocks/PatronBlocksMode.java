/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.settings.Environment;

/** Who keeps the summaries of patrons. */
public enum PatronBlocksMode {
  /** This module does, in the place of mod-patron-blocks. */
  OWN,
  /** A deployed mod-patron-blocks does; this module delivers events to it. */
  FORWARD;

  /** The variable that chooses the mode. */
  public static final String VARIABLE = "PATRON_BLOCKS_MODE";

  /** The adapter's purpose is the summary that is right; delivering is the step before. */
  public static final PatronBlocksMode DEFAULT = OWN;

  private static final Pattern VALUES = Pattern.compile("own|forward");

  /** Reads the mode; what is wrong stays noted in the environment. */
  static PatronBlocksMode from(Environment environment, OkapiSettings okapi) {
    PatronBlocksMode mode =
        valueOf(
            environment
                .matching(VARIABLE, DEFAULT.text(), VALUES, "own or forward")
                .toUpperCase(Locale.ROOT));
    if (mode == FORWARD && okapi.url().isEmpty()) {
      environment.refuse(
          "%s is not set; expected the address of Okapi, because %s is forward."
              .formatted(OkapiSettings.URL, VARIABLE));
    }
    return mode;
  }

  /** As it is written in the variable. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
