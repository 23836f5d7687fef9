/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.jspecify.annotations.Nullable;

/**
 * An event type as modules describe it (contract: mod-pubsub, schema eventDescriptor).
 *
 * @param eventType its name
 * @param eventTtl minutes; kept and never applied, as by mod-pubsub
 * @param signed kept and never applied
 * @param tmp true for a type that a subscriber named before any publisher described it
 */
public record EventDescriptor(
    String eventType, @Nullable String description, int eventTtl, boolean signed, boolean tmp) {

  private static final String TYPE = "eventType";
  private static final String DESCRIPTION = "description";
  private static final String TTL = "eventTTL";
  private static final String SIGNED = "signed";
  private static final String TMP = "tmp";

  // The value of mod-pubsub, and of all descriptors in the circulation domain.
  private static final int TEMPORARY_TTL = 1;

  /** A type that nobody has described yet. */
  static EventDescriptor temporary(String eventType) {
    return new EventDescriptor(eventType, null, TEMPORARY_TTL, false, true);
  }

  /**
   * Reads a descriptor.
   *
   * @param path prefix of the names of members in violations
   * @throws org.folio.eventbus.okapi.http.HttpFailure 422 or 400 if it is not one
   */
  public static EventDescriptor of(JsonObject json, String path) {
    BodyFields fields =
        new BodyFields(json, path)
            .text(TYPE)
            .optionalText(DESCRIPTION)
            .wholeNumber(TTL)
            .optionalFlag(SIGNED)
            .optionalFlag(TMP)
            .check();
    return new EventDescriptor(
        fields.get(TYPE, String.class),
        fields.find(DESCRIPTION, String.class),
        fields.get(TTL, Integer.class),
        Boolean.TRUE.equals(fields.find(SIGNED, Boolean.class)),
        Boolean.TRUE.equals(fields.find(TMP, Boolean.class)));
  }

  static EventDescriptor of(Row row) {
    return new EventDescriptor(
        row.getString("name"),
        row.getString("description"),
        row.getInteger("ttl"),
        row.getBoolean("signed"),
        row.getBoolean("tmp"));
  }

  /** The JSON form; a missing description is left out. */
  public JsonObject json() {
    JsonObject json = new JsonObject().put(TYPE, eventType);
    if (description != null) {
      json.put(DESCRIPTION, description);
    }
    return json.put(TTL, eventTtl).put(SIGNED, signed).put(TMP, tmp);
  }
}
