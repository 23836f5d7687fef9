/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.quota;

import org.folio.eventbus.base.settings.Environment;

/**
 * The limits on a tenant's publishing through one instance of the module.
 *
 * @param eventsPerSecond {@code EVENT_QUOTA_EVENTS}, 0 for no limit
 * @param bytesPerSecond {@code EVENT_QUOTA_BYTES}, of request bodies, 0 for no limit
 */
public record QuotaSettings(int eventsPerSecond, int bytesPerSecond) {

  /** No limits. */
  public static final QuotaSettings NONE = new QuotaSettings(0, 0);

  private static final int OFF = 0;

  /** Reads the settings; the environment records each error. */
  public static QuotaSettings from(Environment environment) {
    return new QuotaSettings(
        environment.number("EVENT_QUOTA_EVENTS", OFF, OFF, 1_000_000),
        environment.number("EVENT_QUOTA_BYTES", OFF, OFF, 1_000_000_000));
  }
}
