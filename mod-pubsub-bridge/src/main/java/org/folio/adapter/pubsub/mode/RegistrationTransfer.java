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
import java.util.Set;
import org.folio.adapter.pubsub.registry.EventDescriptor;
import org.folio.adapter.pubsub.registry.MessagingModule;
import org.folio.adapter.pubsub.registry.Registrations;
import org.folio.adapter.pubsub.registry.Role;
import org.folio.adapter.pubsub.registry.Unregistered;
import org.folio.eventbus.okapi.OkapiRequest;

/**
 * Carries the registrations of a tenant from mod-pubsub to the bridge and back, by its REST API.
 */
final class RegistrationTransfer {

  private static final String TYPES = "/pubsub/event-types";
  private static final int NO_CONTENT = 204;

  // mod-pubsub's types belong to all tenants. One that is unknown is gone; one that another tenant
  // uses is refused with 400 and stays.
  private static final Set<Integer> OF_TYPES = Set.of(NO_CONTENT, 404, 400);

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
                for (Role role : Role.values()) {
                  read =
                      read.compose(before -> listed(request, type.eventType(), role))
                          .map(
                              listed -> {
                                listed.forEach(json -> modules.add(MessagingModule.of(json)));
                                return null;
                              });
                }
              }
              return read.map(all -> new Registrations(types, modules));
            });
  }

  private static String path(String eventType) {
    return TYPES + "/" + encoded(eventType);
  }

  private static String path(String eventType, Role role) {
    return path(eventType) + (role == Role.PUBLISHER ? "/publishers" : "/subscribers");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<JsonObject> objects(JsonObject found, String name) {
    return found.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast).toList();
  }

  private Future<List<JsonObject>> listed(OkapiRequest request, String eventType, Role role) {
    return modPubSub
        .get(request, path(eventType, role))
        .map(found -> objects(found, "messagingModules"));
  }

  /**
   * Makes mod-pubsub know what the bridge knows. Repeatable.
   *
   * @param gone is removed there first, unless it is registered again
   */
  Future<Void> push(OkapiRequest request, Registrations known, List<Unregistered> gone) {
    Map<String, EventDescriptor> types = new LinkedHashMap<>();
    Future<Void> pushed = Future.succeededFuture();
    for (Unregistered one : gone) {
      pushed = pushed.compose(before -> remove(request, one));
    }
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

  private Future<Void> remove(OkapiRequest request, Unregistered gone) {
    Role role = gone.role();
    return role == null
        ? modPubSub.delete(request, path(gone.eventType()), OF_TYPES)
        : listed(request, gone.eventType(), role)
            .compose(
                listed -> {
                  Future<Void> removed = Future.succeededFuture();
                  for (JsonObject one : listed) {
                    String moduleId = one.getString("moduleId", "");
                    if (MessagingModule.product(moduleId).equals(gone.product())) {
                      removed = removed.compose(before -> remove(request, gone, role, moduleId));
                    }
                  }
                  return removed;
                });
  }

  // DELETE /pubsub/messaging-modules would remove the module for all tenants (contract: mod-pubsub
  // 1.8).
  private Future<Void> remove(OkapiRequest request, Unregistered gone, Role role, String moduleId) {
    return modPubSub.delete(
        request,
        path(gone.eventType(), role) + "?moduleId=" + encoded(moduleId),
        Set.of(NO_CONTENT));
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
