/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import java.util.regex.Pattern;
import org.folio.eventbus.TenantId;

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

  /** A registration as mod-pubsub lists it. */
  public static MessagingModule of(JsonObject listed) {
    return of(
        listed.getString("eventType"),
        listed.getString("moduleId"),
        Role.valueOf(listed.getString("moduleRole")),
        listed.getString("subscriberCallback", ""));
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
