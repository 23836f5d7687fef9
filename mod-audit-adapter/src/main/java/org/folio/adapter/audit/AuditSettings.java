/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;

/**
 * The settings of the module.
 *
 * @param mode which module keeps the log
 * @param okapi how the module calls other modules; without an address, records contain only what
 *     the events contain
 * @param retentionDays days for which records are kept, or {@link #FOR_EVER}
 */
public record AuditSettings(AdapterMode mode, OkapiSettings okapi, int retentionDays) {

  /** Removes nothing, as mod-audit does: the library decides how long it may keep a log. */
  public static final int FOR_EVER = 0;

  /** The variable that chooses the mode. */
  public static final String MODE = "AUDIT_MODE";

  /** The variable that sets how long records are kept. */
  public static final String RETENTION = "AUDIT_RETENTION_DAYS";

  /** A century; {@link #FOR_EVER} serves longer times. */
  private static final int MOST_DAYS = 36_500;

  /** Keeps the log in this module, for ever, and calls no other module. */
  public static final AuditSettings DEFAULT =
      new AuditSettings(AdapterMode.OWN, OkapiSettings.NONE, FOR_EVER);

  /** Reads the settings; the environment collects invalid values. */
  static AuditSettings from(Environment environment) {
    OkapiSettings okapi = OkapiSettings.from(environment);
    return new AuditSettings(
        AdapterMode.from(environment, MODE, okapi),
        okapi,
        environment.number(RETENTION, FOR_EVER, FOR_EVER, MOST_DAYS));
  }
}
