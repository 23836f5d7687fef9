/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds payloads that a writer's schema allows and a reader's schema refuses. The comparison is
 * structural: it knows the keywords that the project's schemas use (draft 4) and treats any other
 * difference as incompatible.
 */
final class SchemaChange {

  private static final Set<String> WITHOUT_EFFECT =
      Set.of("$schema", "id", "title", "description", "default", "definitions");
  private static final Set<String> UNDERSTOOD =
      Set.of("type", "enum", "required", "properties", "additionalProperties", "items");
  private static final List<String> AT_MOST = List.of("maximum", "maxLength", "maxItems");
  private static final List<String> AT_LEAST = List.of("minimum", "minLength", "minItems");

  private final Function<String, JsonNode> readers;
  private final Function<String, JsonNode> writers;
  private final List<String> problems = new ArrayList<>();

  private SchemaChange(Function<String, JsonNode> readers, Function<String, JsonNode> writers) {
    this.readers = readers;
    this.writers = writers;
  }

  /**
   * The refusals, one sentence each; empty if the reader accepts all payloads of the writer.
   *
   * @param file name of the schema in both sets
   * @param readers gives a schema of the reader by file name
   * @param writers gives a schema of the writer by file name
   */
  static List<String> problems(
      String file, Function<String, JsonNode> readers, Function<String, JsonNode> writers) {
    SchemaChange change = new SchemaChange(readers, writers);
    change.compare(file, readers.apply(file), writers.apply(file));
    return change.problems;
  }

  private void compare(String at, JsonNode reader, JsonNode writer) {
    JsonNode reading = resolved(reader, readers);
    JsonNode writing = resolved(writer, writers);
    types(at, reading, writing);
    choices(at, reading, writing);
    bounds(at, reading, writing);
    required(at, reading, writing);
    properties(at, reading, writing);
    if (reading.has("items")) {
      compare(at + "[]", reading.path("items"), writing.path("items"));
    }
    others(at, reading, writing);
  }

  private static JsonNode resolved(JsonNode schema, Function<String, JsonNode> files) {
    return schema.has("$ref") ? files.apply(schema.path("$ref").asText()) : schema;
  }

  private void types(String at, JsonNode reading, JsonNode writing) {
    if (reading.has("type")) {
      Set<String> read = texts(reading.path("type"));
      Set<String> written = texts(writing.path("type"));
      if (read.contains("number")) {
        read.add("integer");
      }
      if (written.isEmpty() || !read.containsAll(written)) {
        problems.add(at + ": may be of type " + written + ", only " + read + " is read");
      }
    }
  }

  private void choices(String at, JsonNode reading, JsonNode writing) {
    if (reading.has("enum")
        && (!writing.has("enum")
            || !texts(reading.path("enum")).containsAll(texts(writing.path("enum"))))) {
      problems.add(at + ": may be " + writing.path("enum") + ", only " + reading.path("enum"));
    }
  }

  private void bounds(String at, JsonNode reading, JsonNode writing) {
    for (String bound : AT_MOST) {
      if (reading.has(bound)
          && (!writing.has(bound)
              || writing.path(bound).asDouble() > reading.path(bound).asDouble())) {
        problems.add(at + ": " + bound + " " + reading.path(bound) + " is more than before");
      }
    }
    for (String bound : AT_LEAST) {
      if (reading.has(bound)
          && (!writing.has(bound)
              || writing.path(bound).asDouble() < reading.path(bound).asDouble())) {
        problems.add(at + ": " + bound + " " + reading.path(bound) + " is less than before");
      }
    }
  }

  private void required(String at, JsonNode reading, JsonNode writing) {
    Set<String> missing = texts(reading.path("required"));
    missing.removeAll(texts(writing.path("required")));
    missing.forEach(name -> problems.add(at + "." + name + ": need not be written, must be read"));
  }

  private void properties(String at, JsonNode reading, JsonNode writing) {
    Iterator<String> names = writing.path("properties").fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      JsonNode read = reading.path("properties").path(name);
      JsonNode rest = reading.path("additionalProperties");
      if (!read.isMissingNode()) {
        compare(at + "." + name, read, writing.path("properties").path(name));
      } else if (rest.isObject()) {
        compare(at + "." + name, rest, writing.path("properties").path(name));
      } else if (!rest.asBoolean(true)) {
        problems.add(at + "." + name + ": may be written, is not known to readers");
      }
    }
    if (!reading.path("additionalProperties").asBoolean(true)
        && !reading.path("additionalProperties").isObject()
        && writing.path("additionalProperties").asBoolean(true)
        && writing.has("properties")) {
      problems.add(at + ": anything may be written, only what is known is read");
    }
  }

  // A keyword that this class does not know must be equal in both schemas.
  private void others(String at, JsonNode reading, JsonNode writing) {
    Iterator<String> keywords = reading.fieldNames();
    while (keywords.hasNext()) {
      String keyword = keywords.next();
      if (!WITHOUT_EFFECT.contains(keyword)
          && !UNDERSTOOD.contains(keyword)
          && !AT_MOST.contains(keyword)
          && !AT_LEAST.contains(keyword)
          && !reading.path(keyword).equals(writing.path(keyword))) {
        problems.add(at + ": " + keyword + " is not what it was");
      }
    }
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    } else if (!(node instanceof MissingNode)) {
      node.forEach(member -> texts.add(member.asText()));
    }
    return texts;
  }
}
