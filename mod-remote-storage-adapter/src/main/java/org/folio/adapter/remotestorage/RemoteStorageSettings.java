/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.AdapterMode;

/**
 * The settings of the module.
 *
 * @param mode which module keeps the queues
 * @param okapi how the module calls other modules and delivers to them; must have an address
 */
public record RemoteStorageSettings(AdapterMode mode, OkapiSettings okapi) {

  /** The variable that chooses the mode. */
  public static final String MODE = "REMOTE_STORAGE_MODE";

  /** Reads the settings; the environment collects invalid values. */
  static RemoteStorageSettings from(Environment environment) {
    OkapiSettings okapi = OkapiSettings.from(environment);
    AdapterMode mode = AdapterMode.from(environment, MODE, okapi);
    if (mode == AdapterMode.OWN && okapi.url().isEmpty()) {
      environment.refuse(
          OkapiSettings.URL
              + " is not set; expected the address of Okapi, because items and patrons are asked"
              + " for there.");
    }
    return new RemoteStorageSettings(mode, okapi);
  }
}
