/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.quota;

import org.folio.eventbus.base.settings.Environment;

/**
 * How much a tenant may publish through one instance of the module.
 *
 * @param eventsPerSecond {@code EVENT_QUOTA_EVENTS}, 0 for any number
 * @param bytesPerSecond {@code EVENT_QUOTA_BYTES}, of request bodies, 0 for any number
 */
public record QuotaSettings(int eventsPerSecond, int bytesPerSecond) {

  /** Any number of events and bytes. */
  public static final QuotaSettings NONE = new QuotaSettings(0, 0);

  private static final int OFF = 0;

  /** Reads the settings; what is wrong stays noted in the environment. */
  public static QuotaSettings from(Environment environment) {
    return new QuotaSettings(
        environment.number("EVENT_QUOTA_EVENTS", OFF, OFF, 1_000_000),
        environment.number("EVENT_QUOTA_BYTES", OFF, OFF, 1_000_000_000));
  }
}
