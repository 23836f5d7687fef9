/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleSchemaTest {

  private static final List<String> TENANTS =
      List.of(
          "t", "t_", "_t", "t_y", "t-y", "t__y", "_", "1", "t_mod_x", "t_y_mod", "mod", "t_mod");

  private static final List<String> MODULES =
      List.of("mod-x", "x", "y-mod-x", "mod", "mod-mod-x", "y");

  @ParameterizedTest
  @CsvSource({
    "diku, diku_mod_x",
    "cs00000int_0001, cs00000int_0001__mod_x",
    "college-of-art, college-of-art__mod_x",
    "42, 42__mod_x"
  })
  void theSchemaNamesTenantAndModule(String tenant, String schema) {
    ModuleSchema module = new ModuleSchema("mod-x");
    assertThat(module.of(new TenantId(tenant))).isEqualTo(schema);
    assertThat(module.tenantOf(schema)).contains(new TenantId(tenant));
  }

  @Test
  void noTwoTenantsOrModulesShareASchema() {
    Map<String, String> owners = new HashMap<>();
    for (String module : MODULES) {
      for (String tenant : TENANTS) {
        String schema = new ModuleSchema(module).of(new TenantId(tenant));
        String owner = tenant + " of " + module;
        assertThat(owners.put(schema, owner)).as(owner).isNull();
        for (String other : MODULES) {
          assertThat(new ModuleSchema(other).tenantOf(schema))
              .as("%s for %s", schema, other)
              .isEqualTo(
                  other.equals(module) ? Optional.of(new TenantId(tenant)) : Optional.empty());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pg",
        "pg_temp",
        "event-bus",
        "Diku",
        "a.b",
        "a b",
        "a\"b",
        "ä",
        "a\n",
        "a2345678901234567890123456789012",
        "a_34567890123456789012345678901"
      })
  void otherTenantsAreRefused(String tenant) {
    assertThat(TenantId.isValid(tenant)).isFalse();
    assertThatThrownBy(() -> new TenantId(tenant)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLongestNamesFitIntoPostgres() {
    ModuleSchema module = new ModuleSchema("mod-567890123456789012345678901");
    assertThat(module.of(new TenantId("a234567890123456789012345678901"))).hasSize(63);
    assertThat(module.of(new TenantId("a_3456789012345678901234567890"))).hasSize(63);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mod--x", "mod-", "-mod", "Mod", "mod_x", ""})
  void aModuleHasNoEmptyParts(String module) {
    assertThatThrownBy(() -> new ModuleSchema(module)).isInstanceOf(IllegalArgumentException.class);
  }
}
