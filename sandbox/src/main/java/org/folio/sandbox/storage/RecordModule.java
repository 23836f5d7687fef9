/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The routes of one collection of records, as in modules on RAML Module Builder ({@code PgUtil}):
 * {@code GET} with {@code query}, {@code limit} (default 10) and {@code offset}, {@code POST}, and
 * {@code GET}, {@code PUT} and {@code DELETE} of one record. Unlike there, an id in the body must
 * equal the id in the path.
 */
final class RecordModule {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final String DEFAULT_LIMIT = "10";

  private final String array;
  private final StoredRecords records;
  private final RecordRules rules;
  private final boolean putCreates;

  /**
   * A module.
   *
   * @param array the member of a list response that contains the records
   * @param putCreates whether {@code PUT} creates a record that does not exist
   */
  RecordModule(String array, StoredRecords records, RecordRules rules, boolean putCreates) {
    this.array = array;
    this.records = records;
    this.rules = rules;
    this.putCreates = putCreates;
  }

  /** Whether the text is a UUID in lower case. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * Answers a request.
   *
   * @param id the last part of the path; empty for the collection
   * @param query its parameters, decoded
   */
  StorageAnswer answer(String method, String id, Map<String, String> query, String body) {
    if (!id.isEmpty() && !isId(id)) {
      return StorageAnswer.text(400, "Invalid UUID format of id: " + id);
    }
    return switch (method + (id.isEmpty() ? "" : " id")) {
      case "GET" -> list(query);
      case "POST" -> post(body);
      case "GET id" ->
          records
              .find(id)
              .map(found -> StorageAnswer.json(200, found))
              .orElseGet(RecordModule::notFound);
      case "PUT id" -> put(id, body);
      case "DELETE id" -> records.remove(id) ? StorageAnswer.done() : notFound();
      default -> StorageAnswer.text(405, "Method Not Allowed");
    };
  }

  private static StorageAnswer notFound() {
    return StorageAnswer.text(404, "Not found");
  }

  private StorageAnswer list(Map<String, String> query) {
    String limit = query.getOrDefault("limit", DEFAULT_LIMIT);
    String offset = query.getOrDefault("offset", "0");
    if (!NUMBER.matcher(limit).matches() || !NUMBER.matcher(offset).matches()) {
      return StorageAnswer.text(400, "limit and offset must be numbers from 0 on");
    }
    List<ObjectNode> found;
    try {
      found = RecordQuery.of(query.getOrDefault("query", "")).of(records.all());
    } catch (IllegalArgumentException e) {
      return StorageAnswer.text(400, String.valueOf(e.getMessage()));
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode page = list.putArray(array);
    found.stream().skip(Integer.parseInt(offset)).limit(Integer.parseInt(limit)).forEach(page::add);
    return StorageAnswer.json(200, list.put("totalRecords", found.size()));
  }

  private StorageAnswer post(String body) {
    Optional<ObjectNode> read = read(body);
    if (read.isEmpty()) {
      return noObject();
    }
    ObjectNode next = read.get();
    if (!next.has("id")) {
      next.put("id", UUID.randomUUID().toString());
    }
    String id = next.path("id").asText();
    if (!isId(id)) {
      return StorageAnswer.invalid("must match the pattern of a UUID", "id", id);
    }
    if (records.find(id).isPresent()) {
      return StorageAnswer.invalid("id value already exists: " + id, "id", id);
    }
    return rules
        .refusal(next, records)
        .orElseGet(
            () -> {
              records.put(next);
              return StorageAnswer.json(201, next);
            });
  }

  private StorageAnswer put(String id, String body) {
    Optional<ObjectNode> read = read(body);
    if (read.isEmpty()) {
      return noObject();
    }
    ObjectNode next = read.get();
    if (!next.path("id").asText(id).equals(id)) {
      return StorageAnswer.text(400, "You cannot change the value of the id field");
    }
    next.put("id", id);
    if (!putCreates && records.find(id).isEmpty()) {
      return notFound();
    }
    return rules
        .refusal(next, records)
        .orElseGet(
            () -> {
              records.put(next);
              return StorageAnswer.done();
            });
  }

  private static StorageAnswer noObject() {
    return StorageAnswer.text(400, "The body is not a JSON object");
  }

  private static Optional<ObjectNode> read(String body) {
    try {
      return JSON.readTree(body) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
