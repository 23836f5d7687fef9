/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.collection.BodyFields;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * An event as modules publish it (contract: mod-pubsub, schema event).
 *
 * @param publishedBy the publishing module's id with its version
 * @param payload any text; null if there is none
 */
public record PubSubEvent(
    UUID id,
    String eventType,
    String publishedBy,
    @Nullable String correlationId,
    @Nullable String createdBy,
    @Nullable String payload) {

  private static final String METADATA = "eventMetadata";

  /**
   * Reads the body of a request.
   *
   * @param tenant of the request
   * @throws HttpFailure 422 if it is not an event, 400 if it is an event of another tenant
   */
  static PubSubEvent of(JsonObject body, TenantId tenant) {
    BodyFields fields =
        new BodyFields(body)
            .uuid("id")
            .text("eventType")
            .object(METADATA)
            .optionalText("eventPayload")
            .check();
    BodyFields metadata =
        new BodyFields(fields.get(METADATA, JsonObject.class), METADATA + ".")
            .text("tenantId")
            .wholeNumber("eventTTL")
            .text("publishedBy")
            .optionalText("correlationId")
            .optionalUuid("originalEventId")
            .optionalText("createdBy")
            // mod-pubsub keeps them in its records, and nobody reads them there.
            .ignored("publisherCallback")
            .ignored("createdDate")
            .ignored("publishedDate")
            .check();
    String told = metadata.get("tenantId", String.class);
    if (!told.equals(tenant.value())) {
      // mod-pubsub would deliver it with the token of the other tenant.
      throw HttpFailure.text(
          400, "eventMetadata.tenantId must be the tenant of the request, " + tenant);
    }
    return new PubSubEvent(
        fields.get("id", UUID.class),
        fields.get("eventType", String.class),
        metadata.get("publishedBy", String.class),
        metadata.find("correlationId", String.class),
        metadata.find("createdBy", String.class),
        fields.find("eventPayload", String.class));
  }
}
