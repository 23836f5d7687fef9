/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;

/**
 * How the module works.
 *
 * @param mode who keeps the log
 * @param okapi how other modules are asked; without an address records tell what events tell
 * @param retentionDays days for which records are kept, or {@link #FOR_EVER}
 */
public record AuditSettings(AdapterMode mode, OkapiSettings okapi, int retentionDays) {

  /**
   * Nothing is removed, as with mod-audit: how long a log may be kept is the library's decision.
   */
  public static final int FOR_EVER = 0;

  /** The variable that chooses the mode. */
  public static final String MODE = "AUDIT_MODE";

  /** The variable that says for how long records are kept. */
  public static final String RETENTION = "AUDIT_RETENTION_DAYS";

  /** A century; more is for ever. */
  private static final int MOST_DAYS = 36_500;

  /** The log is kept here, for ever, from what events tell. */
  public static final AuditSettings DEFAULT =
      new AuditSettings(AdapterMode.OWN, OkapiSettings.NONE, FOR_EVER);

  /** Reads the settings; what is wrong stays noted in the environment. */
  static AuditSettings from(Environment environment) {
    OkapiSettings okapi = OkapiSettings.from(environment);
    return new AuditSettings(
        AdapterMode.from(environment, MODE, okapi),
        okapi,
        environment.number(RETENTION, FOR_EVER, FOR_EVER, MOST_DAYS));
  }
}
