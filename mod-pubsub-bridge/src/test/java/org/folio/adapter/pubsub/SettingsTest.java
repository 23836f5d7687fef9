/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;
import org.junit.jupiter.api.Test;

/** The variables of the module. */
class SettingsTest {

  private static BridgeSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    BridgeSettings settings = BridgeSettings.from(environment);
    environment.check();
    return settings;
  }

  @Test
  void theSystemUserIsNamedUnlessNoneIsWanted() {
    assertThatThrownBy(() -> read(Map.of("OKAPI_URL", "http://okapi:9130")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("SYSTEM_USER_NAME")
        .hasMessageContaining("SYSTEM_USER_PASSWORD");
    BridgeSettings without =
        read(Map.of("OKAPI_URL", "http://okapi:9130", "SYSTEM_USER_CREATE", "false"));
    assertThat(without.createUser()).isFalse();
    assertThat(without.okapi().systemUser()).isEmpty();
    assertThat(without.modPubSub()).isEmpty();
  }

  @Test
  void okapiHasAnAddress() {
    assertThatThrownBy(() -> read(Map.of("SYSTEM_USER_CREATE", "false")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("OKAPI_URL is not set");
  }
}
