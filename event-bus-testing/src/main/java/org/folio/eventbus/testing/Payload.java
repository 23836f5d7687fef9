/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A payload from which tests derive others: without a member, or with members that no producer
 * sends. Immutable; safe for use by several threads.
 */
public final class Payload {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CHANGES = 3;
  private static final int ONE_IN_REMOVED = 3;
  // Values that have broken parsers, databases and programs before.
  private static final List<String> STRANGE_VALUES =
      List.of(
          "null",
          "\"\"",
          "\" \"",
          "0",
          "-1",
          "1e300",
          "true",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"" + "é".repeat(2_000) + "\"",
          "{}",
          "[]",
          "[1, \"x\"]",
          "\"2026-13-45T99:99:99Z\"",
          "\"2F1C7A34-93A1-4D0E-8E58-0C3A6BE0A111\"",
          "\"' OR 1=1 --\"",
          Long.toString(Long.MIN_VALUE));

  private final ObjectNode root;

  private Payload(ObjectNode root) {
    this.root = root;
  }

  /**
   * A payload of JSON text.
   *
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  public static Payload of(String json) {
    if (parse(json) instanceof ObjectNode object) {
      return new Payload(object);
    }
    throw new IllegalArgumentException("Not a JSON object: " + json);
  }

  /**
   * The payload in a file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static Payload read(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON text. */
  public String json() {
    return root.toString();
  }

  /**
   * The paths of all members of all objects in it, joined by dots; elements of arrays have their
   * index as name, from 0.
   */
  public List<String> members() {
    List<String> members = new ArrayList<>();
    collect(root, "", members);
    return members;
  }

  /** The same payload without a member. */
  public Payload without(String member) {
    ObjectNode copy = root.deepCopy();
    parent(copy, member).remove(name(member));
    return new Payload(copy);
  }

  /**
   * The same payload with one to three members removed or replaced by values that no producer
   * sends.
   */
  public Payload mutated(Random random) {
    Payload mutated = this;
    for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
      mutated = mutated.mutatedOnce(random);
    }
    return mutated;
  }

  private Payload mutatedOnce(Random random) {
    List<String> members = members();
    if (members.isEmpty()) {
      return this;
    }
    String member = members.get(random.nextInt(members.size()));
    if (random.nextInt(ONE_IN_REMOVED) == 0) {
      return without(member);
    }
    ObjectNode copy = root.deepCopy();
    String value = STRANGE_VALUES.get(random.nextInt(STRANGE_VALUES.size()));
    parent(copy, member).set(name(member), parse(value));
    return new Payload(copy);
  }

  @Override
  public String toString() {
    return json();
  }

  private static void collect(JsonNode node, String path, List<String> members) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              property -> {
                members.add(path + property.getKey());
                collect(property.getValue(), path + property.getKey() + ".", members);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), path + i + ".", members);
      }
    }
  }

  private static ObjectNode parent(ObjectNode root, String member) {
    JsonNode node = root;
    int begin = 0;
    for (int dot = member.indexOf('.'); dot >= 0; dot = member.indexOf('.', begin)) {
      String name = member.substring(begin, dot);
      node = node instanceof ArrayNode array ? array.get(Integer.parseInt(name)) : node.get(name);
      begin = dot + 1;
    }
    return (ObjectNode) node;
  }

  private static String name(String member) {
    return member.substring(member.lastIndexOf('.') + 1);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + json, e);
    }
  }
}
