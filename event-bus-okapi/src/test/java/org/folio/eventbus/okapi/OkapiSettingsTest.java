/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkapiSettingsTest {

  private static OkapiSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    OkapiSettings settings = OkapiSettings.from(environment);
    environment.check();
    return settings;
  }

  @Test
  void nothingNeedsToBeSet() {
    assertThat(read(Map.of())).isEqualTo(OkapiSettings.NONE);
  }

  @Test
  void aSlashAtTheEndIsLeftOutAndThePasswordIsNotShown() {
    OkapiSettings settings =
        read(
            Map.of(
                "OKAPI_URL", "http://okapi:9130/",
                "SYSTEM_USER_NAME", "bus",
                "SYSTEM_USER_PASSWORD", "very secret"));

    assertThat(settings.url()).isEqualTo(Optional.of("http://okapi:9130"));
    assertThat(settings.systemUser()).contains(new SystemUser("bus", "very secret"));
    assertThat(settings.toString()).contains("bus").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "okapi:9130",
        "ftp://okapi",
        "http://user:secret@okapi",
        "http://a?b",
        "http://a:99999"
      })
  void anAddressThatIsNoneIsRefusedWithASentence(String url) {
    assertThatThrownBy(() -> read(Map.of("OKAPI_URL", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("OKAPI_URL is")
        .hasMessageContaining("expected the address of Okapi");
  }

  @Test
  void furtherAddressesAreAList() {
    OkapiSettings settings =
        read(
            Map.of(
                "OKAPI_URL", "http://okapi:9130",
                "OKAPI_URL_ALLOWED", "http://okapi-1:9130/, https://okapi"));

    assertThat(settings.address("https://okapi/")).contains("https://okapi");
    assertThat(settings.address("http://okapi-1:9130")).contains("http://okapi-1:9130");
    assertThat(settings.address("http://okapi-2:9130")).contains("http://okapi:9130");
    assertThat(settings.address(null)).contains("http://okapi:9130");
  }

  @Test
  void halfASystemUserIsRefusedAndThePasswordIsNotShown() {
    assertThatThrownBy(() -> read(Map.of("SYSTEM_USER_PASSWORD", "very secret")))
        .hasMessageContaining("SYSTEM_USER_PASSWORD is set without SYSTEM_USER_NAME")
        .hasMessageNotContaining("very secret");
  }
}
