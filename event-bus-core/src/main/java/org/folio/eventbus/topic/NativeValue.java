/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.folio.eventbus.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record of one of FOLIO's own producers. It has three forms:
 *
 * <ul>
 *   <li>the flat payload, as mod-feesfines writes it and mod-patron-blocks reads it;
 *   <li>the domain event of mod-circulation, whose {@code data} is a Vert.x object written by a
 *       mapper that does not know such objects: {@code {"map":{...},"empty":false}}, on every
 *       level;
 *   <li>the envelope of mod-pubsub, whose {@code eventPayload} is the payload as text.
 * </ul>
 *
 * @param payload the flat payload
 * @param text the payload as text; for the flat form the exact text of the record
 * @param tenant the tenant in the wrapping, or null
 * @param timestamp milliseconds in the wrapping, or null
 */
record NativeValue(
    ObjectNode payload, String text, @Nullable String tenant, @Nullable Long timestamp) {

  private static final String DATA = "data";
  private static final String TYPE = "type";
  private static final String TENANT = "tenant";
  private static final String TIMESTAMP = "timestamp";
  private static final Set<String> WRITTEN = Set.of("CREATED", "UPDATED");
  private static final Set<String> REMOVED = Set.of("DELETED", "ALL_DELETED");

  private static final String EVENT_TYPE = "eventType";
  private static final String EVENT_PAYLOAD = "eventPayload";
  private static final String EVENT_METADATA = "eventMetadata";
  private static final String TENANT_ID = "tenantId";

  private static final String MAP = "map";
  private static final String EMPTY = "empty";

  // Amounts of money are written as they were read.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * Reads a value.
   *
   * @param type the only type that the record's topic carries
   * @param form the form of the values of that type
   * @throws UnreadableEventException if it has none of the three forms
   */
  static NativeValue read(String value, String type, EventType.ValueForm form) {
    ObjectNode root = object(value, "The value");
    if (form == EventType.ValueForm.DOMAIN_EVENT) {
      return new NativeValue(root, value, root.path(TENANT).textValue(), timestamp(root));
    }
    if (root.path(EVENT_TYPE).isTextual() && root.path(EVENT_PAYLOAD).isTextual()) {
      return envelope(root, type);
    }
    JsonNode kind = root.path(TYPE);
    if (kind.isTextual() && REMOVED.contains(kind.textValue()) && root.has(TIMESTAMP)) {
      throw new UnreadableEventException("The value says that something is " + kind.textValue());
    }
    if (kind.isTextual() && WRITTEN.contains(kind.textValue()) && root.path(DATA).isObject()) {
      return domainEvent(root);
    }
    return new NativeValue(root, value, null, null);
  }

  private static NativeValue envelope(ObjectNode root, String type) {
    if (!root.path(EVENT_TYPE).textValue().equals(type)) {
      throw new UnreadableEventException("The envelope's eventType is not " + type);
    }
    String text = root.path(EVENT_PAYLOAD).textValue();
    return new NativeValue(
        object(text, "eventPayload"),
        text,
        root.path(EVENT_METADATA).path(TENANT_ID).textValue(),
        null);
  }

  private static NativeValue domainEvent(ObjectNode root) {
    if (!(plain(root.path(DATA)) instanceof ObjectNode payload)) {
      throw new UnreadableEventException("data is not a JSON object");
    }
    return new NativeValue(
        payload, payload.toString(), root.path(TENANT).textValue(), timestamp(root));
  }

  private static @Nullable Long timestamp(ObjectNode root) {
    JsonNode timestamp = root.path(TIMESTAMP);
    return timestamp.isIntegralNumber() && timestamp.canConvertToLong()
        ? timestamp.longValue()
        : null;
  }

  private static JsonNode plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.size() == 2 && object.path(EMPTY).isBoolean() && object.path(MAP).isObject()) {
        return plain(object.path(MAP));
      }
      ObjectNode result = MAPPER.createObjectNode();
      object.properties().forEach(field -> result.set(field.getKey(), plain(field.getValue())));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = MAPPER.createArrayNode();
      array.forEach(element -> result.add(plain(element)));
      return result;
    }
    return node;
  }

  private static ObjectNode object(String json, String what) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // Reported below, without any part of the value, together with JSON that is not an object.
    }
    throw new UnreadableEventException(what + " is not a JSON object");
  }
}
