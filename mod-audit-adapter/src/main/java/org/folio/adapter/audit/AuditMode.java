/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.settings.Environment;

/** Who keeps the circulation log. */
public enum AuditMode {
  /** This module does, in the place of mod-audit's circulation part. */
  OWN,
  /** A deployed mod-audit does; this module delivers log records to it. */
  FORWARD;

  /** The variable that chooses the mode. */
  public static final String VARIABLE = "AUDIT_MODE";

  /** The adapter's purpose is the log that is right; delivering is the step before. */
  public static final AuditMode DEFAULT = OWN;

  private static final Pattern VALUES = Pattern.compile("own|forward");

  /** Reads the mode; what is wrong stays noted in the environment. */
  static AuditMode from(Environment environment, OkapiSettings okapi) {
    AuditMode mode =
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
