/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;

/** The AsyncAPI 3 description of a module's topics. */
final class AsyncApiDocument {

  private static final String PREFIX = "{env}.{tenant}.";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode document;
  private final Path folder;

  private AsyncApiDocument(JsonNode document, Path folder) {
    this.document = document;
    this.folder = folder;
  }

  static AsyncApiDocument of(Path file) {
    return new AsyncApiDocument(Project.yaml(Project.text(file)), file.getParent());
  }

  /** A copy that the caller may change. */
  ObjectNode copy() {
    return document.deepCopy();
  }

  AsyncApiDocument with(JsonNode changed) {
    return new AsyncApiDocument(changed, folder);
  }

  /** Streams by the action of the module: {@code send} or {@code receive}. */
  Map<String, List<String>> streams() {
    Map<String, List<String>> streams = new TreeMap<>();
    for (JsonNode operation : document.path("operations")) {
      String address = resolved(operation.path("channel")).path("address").asText();
      if (address.startsWith(PREFIX)) {
        streams
            .computeIfAbsent(operation.path("action").asText(), action -> new ArrayList<>())
            .add(address.substring(PREFIX.length()));
      }
    }
    return streams;
  }

  /** The problems of the document, one sentence each; empty if there are none. */
  List<String> problems(EventCatalog catalog) {
    List<String> problems = new ArrayList<>();
    try {
      AsyncAPI model = MAPPER.treeToValue(document, AsyncAPI.class);
      // The parsed model fills in missing members, so these come from the text.
      if (!"3.0.0".equals(model.getAsyncapi()) || !document.has("info")) {
        problems.add("It is no AsyncAPI 3.0.0 document");
      }
    } catch (JsonProcessingException e) {
      problems.add(e.getOriginalMessage());
    }
    unresolved(document, problems);
    for (JsonNode operation : document.path("operations")) {
      if (!List.of("send", "receive").contains(operation.path("action").asText())) {
        problems.add("An operation neither sends nor receives");
      }
    }
    if (problems.isEmpty()) {
      document.path("channels").forEach(channel -> messages(channel, catalog, problems));
    }
    return problems;
  }

  private void messages(JsonNode reference, EventCatalog catalog, List<String> problems) {
    JsonNode channel = resolved(reference);
    String address = channel.path("address").asText();
    if (!address.startsWith(PREFIX)) {
      return;
    }
    String stream = address.substring(PREFIX.length());
    Map<String, String> expected = new TreeMap<>();
    for (EventType type : catalog.of(List.of(stream)).types()) {
      expected.put(type.name(), "../schemas/" + type.schema());
    }
    Map<String, String> described = new TreeMap<>();
    for (JsonNode message : channel.path("messages")) {
      JsonNode whole = resolved(message);
      described.put(
          whole.path("name").asText(), whole.path("payload").path("schema").path("$ref").asText());
    }
    if (!described.equals(expected)) {
      problems.add(stream + " has " + expected + ", described is " + described);
    }
  }

  private void unresolved(JsonNode node, List<String> problems) {
    if (node.path("$ref").isTextual() && resolved(node).isMissingNode()) {
      problems.add(node.path("$ref").asText() + " leads nowhere");
    }
    node.forEach(member -> unresolved(member, problems));
  }

  private JsonNode resolved(JsonNode node) {
    if (!node.path("$ref").isTextual()) {
      return node;
    }
    String[] reference = node.path("$ref").asText().split("#", 2);
    JsonNode target = document;
    if (!reference[0].isEmpty()) {
      Path file = folder.resolve(reference[0]);
      if (!Files.exists(file)) {
        return MAPPER.missingNode();
      }
      target = Project.yaml(Project.text(file));
    }
    return resolved(reference.length == 1 ? target : target.at(reference[1]));
  }

  /** Sorted names of an object's members. */
  static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    Iterator<String> fields = object.fieldNames();
    fields.forEachRemaining(names::add);
    return names;
  }
}
