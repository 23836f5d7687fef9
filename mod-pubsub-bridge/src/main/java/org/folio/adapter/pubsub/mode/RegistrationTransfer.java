/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.folio.adapter.pubsub.registry.EventDescriptor;
import org.folio.adapter.pubsub.registry.MessagingModule;
import org.folio.adapter.pubsub.registry.Registrations;
import org.folio.adapter.pubsub.registry.Role;
import org.folio.eventbus.okapi.OkapiRequest;

/**
 * Carries the registrations of a tenant from mod-pubsub to the bridge and back, by its REST API.
 */
final class RegistrationTransfer {

  private static final String TYPES = "/pubsub/event-types";

  private final ModPubSub modPubSub;

  RegistrationTransfer(ModPubSub modPubSub) {
    this.modPubSub = modPubSub;
  }

  /** What mod-pubsub knows for the tenant of the request. */
  Future<Registrations> fetch(OkapiRequest request) {
    return modPubSub
        .get(request, TYPES)
        .compose(
            found -> {
              List<EventDescriptor> types =
                  objects(found, "eventDescriptors").stream()
                      .map(json -> EventDescriptor.of(json, "eventDescriptors."))
                      .toList();
              List<MessagingModule> modules = new ArrayList<>();
              Future<Void> read = Future.succeededFuture();
              for (EventDescriptor type : types) {
                for (String role : List.of("publishers", "subscribers")) {
                  read =
                      read.compose(before -> modPubSub.get(request, path(type, role)))
                          .map(
                              listed -> {
                                objects(listed, "messagingModules")
                                    .forEach(json -> modules.add(MessagingModule.of(json)));
                                return null;
                              });
                }
              }
              return read.map(all -> new Registrations(types, modules));
            });
  }

  private static String path(EventDescriptor type, String role) {
    String name = URLEncoder.encode(type.eventType(), StandardCharsets.UTF_8).replace("+", "%20");
    return TYPES + "/" + name + "/" + role;
  }

  private static List<JsonObject> objects(JsonObject found, String name) {
    return found.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast).toList();
  }

  /** Registers at mod-pubsub what the bridge knows. Repeatable. */
  Future<Void> push(OkapiRequest request, Registrations known) {
    Map<String, EventDescriptor> types = new LinkedHashMap<>();
    Future<Void> pushed = Future.succeededFuture();
    for (EventDescriptor one : known.types()) {
      types.put(one.eventType(), one);
      // A subscriber brings a temporary type itself, unless mod-pubsub knows the real one.
      if (!one.tmp()) {
        pushed = pushed.compose(before -> modPubSub.post(request, TYPES, one.json()));
      }
    }
    for (Role role : Role.values()) {
      Map<String, JsonArray> byModule = new LinkedHashMap<>();
      known.modules().stream()
          .filter(one -> one.role() == role)
          .forEach(
              one ->
                  byModule
                      .computeIfAbsent(one.moduleId(), none -> new JsonArray())
                      .add(declared(one, types)));
      for (Map.Entry<String, JsonArray> module : byModule.entrySet()) {
        pushed = pushed.compose(before -> declare(request, role, module));
      }
    }
    return pushed;
  }

  private static JsonObject declared(MessagingModule one, Map<String, EventDescriptor> types) {
    return one.role() == Role.PUBLISHER
        ? Objects.requireNonNull(types.get(one.eventType()), one.eventType()).json()
        : new JsonObject().put("eventType", one.eventType()).put("callbackAddress", one.callback());
  }

  private Future<Void> declare(
      OkapiRequest request, Role role, Map.Entry<String, JsonArray> module) {
    boolean publisher = role == Role.PUBLISHER;
    return modPubSub.post(
        request,
        TYPES + "/declare/" + (publisher ? "publisher" : "subscriber"),
        new JsonObject()
            .put("moduleId", module.getKey())
            .put(publisher ? "eventDescriptors" : "subscriptionDefinitions", module.getValue()));
  }
}
