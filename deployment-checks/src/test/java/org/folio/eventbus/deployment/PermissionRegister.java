/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stand-in for mod-permissions and its rule for announcements of Okapi. A module without
 * permissions may take over a name only from a module that is disabled or replaced. Each tenant has
 * a register of its own.
 */
final class PermissionRegister {

  /** The module to which Okapi announces all permissions. */
  static final String ID = "mod-permissions-1.0.0";

  static final String PATH = "/_/tenantpermissions";

  private final Map<String, Map<String, Permission>> tenants = new HashMap<>();

  private record Permission(String product, boolean deprecated) {}

  /** The module descriptor of mod-permissions. */
  static ObjectNode descriptor() {
    ObjectNode descriptor =
        JsonNodeFactory.instance.objectNode().put("id", ID).put("name", "Permissions");
    ArrayNode provided = descriptor.putArray("provides");
    provided.addObject().put("id", "permissions").put("version", "5.8").putArray("handlers");
    ObjectNode handler =
        provided
            .addObject()
            .put("id", "_tenantPermissions")
            .put("version", "2.1")
            .put("interfaceType", "system")
            .putArray("handlers")
            .addObject();
    handler.putArray("methods").add("POST");
    handler.put("pathPattern", PATH);
    return descriptor;
  }

  /**
   * Processes the announcement of one module.
   *
   * @return the reason for a refusal; empty if the announcement is accepted
   */
  synchronized Optional<String> announce(String tenant, JsonNode announced) {
    Map<String, Permission> register = tenants.computeIfAbsent(tenant, any -> new HashMap<>());
    String product = announced.path("moduleId").asText().replaceFirst("-\\d.*$", "");
    Set<String> replaced = new HashSet<>();
    announced.path("replaces").forEach(name -> replaced.add(name.asText()));
    Set<String> names = new HashSet<>();
    announced.path("perms").forEach(one -> names.add(one.path("permissionName").asText()));
    boolean known = register.values().stream().anyMatch(one -> one.product.equals(product));
    for (String name : known ? Set.<String>of() : names) {
      Permission defined = register.get(name);
      if (defined != null && !defined.deprecated && !replaced.contains(defined.product)) {
        return Optional.of(
            "Collision! A Permission named %s is already defined: %s"
                .formatted(name, defined.product));
      }
    }
    names.forEach(name -> register.put(name, new Permission(product, false)));
    register.replaceAll(
        (name, one) ->
            one.product.equals(product) && !names.contains(name)
                ? new Permission(product, true)
                : one);
    return Optional.empty();
  }

  /** The names that a module defines for a tenant. */
  synchronized Set<String> of(String tenant, String product) {
    Set<String> names = new HashSet<>();
    tenants
        .getOrDefault(tenant, Map.of())
        .forEach(
            (name, one) -> {
              if (one.product.equals(product) && !one.deprecated) {
                names.add(name);
              }
            });
    return names;
  }
}
