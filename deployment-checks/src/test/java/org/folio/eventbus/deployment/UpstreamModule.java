/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of a module of others that matter to the adapters. {@code upstream-modules.json} has
 * its interfaces with their routes, and the permissions that it defines besides those of its
 * routes.
 */
record UpstreamModule(String name, JsonNode facts) {

  private static final String PUBSUB = "mod-pubsub";
  private static final JsonNode ALL = read();

  private static JsonNode read() {
    try (InputStream file =
        UpstreamModule.class.getResourceAsStream(
            "/org/folio/eventbus/deployment/upstream-modules.json")) {
      return Project.json(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All modules; where possible, each follows the modules that it requires. */
  static List<UpstreamModule> all() {
    List<UpstreamModule> modules = new ArrayList<>();
    ALL.properties().forEach(one -> modules.add(new UpstreamModule(one.getKey(), one.getValue())));
    return modules;
  }

  /** The id that tenants enable. */
  String id() {
    return name + "-1.0.0";
  }

  /** The names of its permissions. mod-pubsub defines those of all callbacks. */
  Set<String> permissions() {
    Set<String> names = new TreeSet<>();
    facts.path("defines").forEach(permission -> names.add(permission.asText()));
    Set<String> ofPubsub = new TreeSet<>();
    ALL.path(PUBSUB).path("defines").forEach(permission -> ofPubsub.add(permission.asText()));
    facts
        .path("provides")
        .forEach(
            routes ->
                routes.forEach(
                    route -> {
                      String permission = route.asText().split(" ")[2];
                      if (name.equals(PUBSUB) || !ofPubsub.contains(permission)) {
                        names.add(permission);
                      }
                    }));
    return names;
  }

  /** Its module descriptor. */
  ObjectNode descriptor() {
    ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
    descriptor.put("id", id()).put("name", name);
    ArrayNode required = descriptor.putArray("requires");
    facts
        .path("requires")
        .properties()
        .forEach(
            one ->
                required
                    .addObject()
                    .put("id", one.getKey())
                    .put("version", one.getValue().asText()));
    ArrayNode provided = descriptor.putArray("provides");
    facts
        .path("provides")
        .properties()
        .forEach(
            one -> {
              String[] idAndVersion = one.getKey().split(" ");
              ObjectNode routes =
                  provided.addObject().put("id", idAndVersion[0]).put("version", idAndVersion[1]);
              addRoutes(routes.putArray("handlers"), one.getValue());
            });
    addTenantInterface(provided);
    ArrayNode permissions = descriptor.putArray("permissionSets");
    permissions()
        .forEach(one -> permissions.addObject().put("permissionName", one).put("displayName", one));
    return descriptor;
  }

  private static void addRoutes(ArrayNode handlers, JsonNode routes) {
    for (JsonNode route : routes) {
      String[] words = route.asText().split(" ");
      ObjectNode handler = handlers.addObject();
      handler.putArray("methods").add(words[0]);
      handler.put("pathPattern", words[1]);
      handler.putArray("permissionsRequired").add(words[2]);
    }
  }

  private static void addTenantInterface(ArrayNode provided) {
    ObjectNode handler =
        provided
            .addObject()
            .put("id", "_tenant")
            .put("version", "2.0")
            .put("interfaceType", "system")
            .putArray("handlers")
            .addObject();
    handler.putArray("methods").add("POST");
    handler.put("pathPattern", "/_/tenant");
  }
}
