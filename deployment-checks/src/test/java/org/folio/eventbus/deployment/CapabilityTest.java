/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.deployment.Capability.Action;
import org.folio.eventbus.deployment.Capability.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilityTest {

  /** Results that FOLIO publishes in the tests of folio-permission-utils. */
  @ParameterizedTest
  @CsvSource({
    "test-resource.view, Test-Resource, DATA, VIEW",
    "search.index.indices.item.post, Search Index Indices Item, DATA, CREATE",
    "inventory-storage.items.collection.delete, Inventory-Storage Items Collection, DATA, DELETE",
    "notes_domain.manage, Notes Domain, DATA, MANAGE",
    "perms.permissions.get, Perms Permissions, DATA, VIEW",
    "feefines_item.edit, Feefines Item, DATA, EDIT",
    "perms.all, Perms, DATA, MANAGE",
    "ui-plugin-find-agreement.search, UI-Plugin-Find-Agreement, DATA, VIEW",
    "roles.collection.post, Roles Collection, DATA, CREATE",
    "search_index_records_collection.execute, Search Index Records Collection, PROCEDURAL, EXECUTE",
    "accounts_check-waive.execute, Accounts Check-Waive, PROCEDURAL, EXECUTE",
    "data-export.job.item.execute, Data-Export Job Item, PROCEDURAL, EXECUTE",
    "circulation.end-patron-action-session.post, Circulation End-Patron-Action-Session, PROCEDURAL, EXECUTE",
    "ui-inventory.item.move, UI-Inventory Item, PROCEDURAL, EXECUTE",
    "ui-acquisition-units.settings.all, UI-Acquisition-Units Settings, SETTINGS, MANAGE",
    "settings_ldp_enabled.view, Settings Ldp Enabled, SETTINGS, VIEW",
    "module.circulation-log.enabled, Module Circulation-Log Enabled, SETTINGS, VIEW",
    "ui-circulation.settings.loan-history, UI-Circulation Settings Loan-History, SETTINGS, VIEW"
  })
  void aPermissionMapsToThePublishedCapability(
      String permission, String resource, Type type, Action action) {
    assertThat(Capability.of(permission)).contains(new Capability(resource, type, action));
  }

  @ParameterizedTest
  @CsvSource({"unknown.unknown", "permission"})
  void aPermissionWithoutAnActionHasNoCapability(String permission) {
    assertThat(Capability.of(permission)).isEmpty();
  }

  /** Eureka's roles hold capabilities; the name of one is its resource and action. */
  @Test
  void eachPermissionOfOursHasACapabilityOfItsOwn() {
    Map<String, String> permissions = new HashMap<>();
    for (Deployable deployable : Deployable.values()) {
      for (JsonNode set : deployable.descriptor().path("permissionSets")) {
        String name = set.path("permissionName").asText();
        Optional<Capability> capability = Capability.of(name);
        assertThat(capability).as(name).isPresent();
        String key = capability.get().resource() + " " + capability.get().action();
        assertThat(permissions.put(key, name)).as("%s of %s", key, name).isNull();
      }
    }
    assertThat(permissions).hasSizeGreaterThan(100);
  }
}
