/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import java.time.Duration;
import java.util.regex.Pattern;
import org.folio.eventbus.base.settings.Environment;

/**
 * The settings of the witness.
 *
 * @param mode {@code WITNESS}
 * @param patience {@code WITNESS_WAIT}, how long a required event is waited for; positive
 * @param repair {@code WITNESS_REPAIR}, whether an event is published in place of a missing one
 */
public record WitnessSettings(WitnessMode mode, Duration patience, boolean repair) {

  /** It cannot raise a false alarm before the module is in use, and is needed from then on. */
  public static final WitnessMode DEFAULT_MODE = WitnessMode.AUTO;

  /**
   * Between the change of a loan and its event mod-circulation makes up to ten calls, each of which
   * may take some seconds (contract: circulation storage 2.7).
   */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

  /**
   * A loan that is not counted lets a patron borrow beyond the limit, so it is repaired at once.
   */
  public static final boolean DEFAULT_REPAIR = true;

  /** The defaults. */
  public static final WitnessSettings DEFAULT =
      new WitnessSettings(DEFAULT_MODE, DEFAULT_PATIENCE, DEFAULT_REPAIR);

  /** No witness. */
  public static final WitnessSettings NONE =
      new WitnessSettings(WitnessMode.OFF, DEFAULT_PATIENCE, false);

  // An hour: with a longer wait a reconciler finds it first.
  private static final int LONGEST_PATIENCE = 3_600;
  private static final Pattern MODE = Pattern.compile("auto|on|off");
  private static final Pattern YES_OR_NO = Pattern.compile("true|false");

  /** Reads the settings; the environment records each error. */
  public static WitnessSettings from(Environment environment) {
    return new WitnessSettings(
        WitnessMode.of(
            environment.matching(
                "WITNESS",
                DEFAULT_MODE.text(),
                MODE,
                "auto, on or off: whether events that were never published are looked for")),
        Duration.ofSeconds(
            environment.number(
                "WITNESS_WAIT", (int) DEFAULT_PATIENCE.toSeconds(), 1, LONGEST_PATIENCE)),
        Boolean.parseBoolean(
            environment.matching(
                "WITNESS_REPAIR",
                Boolean.toString(DEFAULT_REPAIR),
                YES_OR_NO,
                "true or false: whether the witness publishes them")));
  }

  /** Whether the witness is enabled. */
  public boolean watches() {
    return mode != WitnessMode.OFF;
  }
}
