/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.util.Locale;
import java.util.regex.Pattern;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which module keeps the result of the events. */
public enum AdapterMode {
  /** The adapter, instead of a module. */
  OWN,
  /** A deployed module; the adapter delivers events to it. */
  FORWARD;

  /** The purpose of an adapter is its correct projection; delivering is a step on the way. */
  public static final AdapterMode DEFAULT = OWN;

  private static final Logger LOG = LoggerFactory.getLogger(AdapterMode.class);
  private static final Pattern VALUES = Pattern.compile("own|forward");

  /**
   * Reads the mode; the environment records each error.
   *
   * @param variable the variable of the mode, for example {@code AUDIT_MODE}
   * @param okapi must have an address for {@link #FORWARD}
   */
  public static AdapterMode from(Environment environment, String variable, OkapiSettings okapi) {
    AdapterMode mode =
        valueOf(
            environment
                .matching(variable, DEFAULT.text(), VALUES, "own or forward")
                .toUpperCase(Locale.ROOT));
    if (mode == FORWARD && okapi.url().isEmpty()) {
      environment.refuse(
          "%s is not set; expected the address of Okapi, because %s is forward."
              .formatted(OkapiSettings.URL, variable));
    }
    return mode;
  }

  /**
   * The id of the mode's descriptor, without version.
   *
   * @param module the adapter's name
   */
  public String product(String module) {
    return this == OWN ? module : module + "-" + text();
  }

  /**
   * Logs that events are delivered.
   *
   * @param events the name of the events
   * @param receiver the module's name
   * @param okapi must have an address
   */
  public static void announce(String events, String receiver, OkapiSettings okapi) {
    LOG.info(
        "{} {} are delivered to {} through Okapi at {}, {}",
        LogCode.DELIVERY_CHOSEN,
        events,
        receiver,
        okapi.url().orElseThrow(),
        okapi.systemUser().isPresent() ? "as the system user" : "without a token");
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
