/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import java.util.regex.Pattern;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * The registration of a module for one event type (contract: mod-pubsub, schema messagingModule).
 *
 * @param moduleId the module's id with its version
 * @param callback the path that a subscriber is called at, as it was registered; empty for a
 *     publisher
 */
public record MessagingModule(
    UUID id, String eventType, String moduleId, Role role, String callback) {

  // Takes in line breaks, so that the first match is the only one: ids come from requests.
  private static final Pattern VERSION = Pattern.compile("-\\d.*", Pattern.DOTALL);

  /** A new registration. */
  public static MessagingModule of(String eventType, String moduleId, Role role, String callback) {
    return new MessagingModule(UUID.randomUUID(), eventType, moduleId, role, callback);
  }

  /**
   * A registration as mod-pubsub lists it.
   *
   * @throws HttpFailure 422 if its callback is no path
   */
  public static MessagingModule of(JsonObject listed) {
    String eventType = listed.getString("eventType");
    String moduleId = listed.getString("moduleId");
    String callback = listed.getString("subscriberCallback", "");
    CallbackAddress.problem(callback)
        .ifPresent(
            problem -> {
              throw HttpFailure.text(
                  422,
                  "%s is registered at mod-pubsub for event type %s with a callback that %s; unregister it there"
                      .formatted(moduleId, eventType, problem));
            });
    return of(eventType, moduleId, Role.valueOf(listed.getString("moduleRole")), callback);
  }

  static MessagingModule of(Row row) {
    return new MessagingModule(
        row.getUUID("id"),
        row.getString("event_type"),
        row.getString("module_id"),
        Role.valueOf(row.getString("role")),
        row.getString("callback"));
  }

  /** The name of a module without its version; the versions of a module replace each other. */
  public static String product(String moduleId) {
    return VERSION.matcher(moduleId).replaceFirst("");
  }

  String product() {
    return product(moduleId);
  }

  JsonObject json(TenantId tenant) {
    return new JsonObject()
        .put("id", id.toString())
        .put("eventType", eventType)
        .put("moduleId", moduleId)
        .put("tenantId", tenant.value())
        .put("moduleRole", role.name())
        .put("activated", true)
        .put("subscriberCallback", callback);
  }
}
