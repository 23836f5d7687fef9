/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers about one event, in the same form for all ways of asking.
 *
 * @param publication what the publishing module says: {@code verdict}, {@code committedAt}, {@code
 *     sentAt}, {@code topic}, {@code partition}, {@code offset}, {@code explanation}; missing if
 *     the event was not found
 * @param subscriptions what each subscription says, by its name
 * @param missing sequences of the key that are missing
 * @param explanations what modules say of their answers
 */
record Told(
    JsonNode publication,
    Map<String, JsonNode> subscriptions,
    List<JsonNode> missing,
    List<String> explanations) {

  private static final String NEVER = "NEVER_PUBLISHED";

  /** Reads answers to a question by the event's id. */
  static Told ofLives(List<JsonNode> lives, List<JsonNode> searches) {
    JsonNode publication = MissingNode.getInstance();
    Map<String, JsonNode> subscriptions = new LinkedHashMap<>();
    for (JsonNode life : lives) {
      if (life.has("verdict")) {
        publication = better(publication, publication(life));
      }
      life.path("subscriptions")
          .forEach(one -> subscriptions.put(one.path("subscription").asText(), one));
    }
    List<JsonNode> missing = new ArrayList<>();
    List<String> explanations = new ArrayList<>();
    for (JsonNode search : searches) {
      search.path("missing").forEach(missing::add);
      explanations.add(search.path("explanation").asText());
    }
    lives.forEach(life -> explanations.add(life.path("explanation").asText()));
    return new Told(publication, subscriptions, missing, explanations);
  }

  private static JsonNode publication(JsonNode life) {
    ObjectNode publication = JsonNodeFactory.instance.objectNode();
    JsonNode found = life.path("publication");
    found.properties().forEach(one -> publication.set(one.getKey(), one.getValue()));
    publication.set("committedAt", found.path("storedAt"));
    publication.put("verdict", life.path("verdict").asText());
    publication.put("explanation", life.path("explanation").asText());
    return publication;
  }

  /** Reads the output of the command line. */
  static Told ofTrace(JsonNode trace, String eventId) {
    JsonNode publication = MissingNode.getInstance();
    Map<String, JsonNode> subscriptions = new LinkedHashMap<>();
    for (JsonNode event : trace.path("events")) {
      if (event.path("eventId").asText().equals(eventId)) {
        for (JsonNode one : event.path("publications")) {
          publication = better(publication, one);
        }
        event
            .path("subscriptions")
            .forEach(one -> subscriptions.put(one.path("subscription").asText(), one));
      }
    }
    List<JsonNode> missing = new ArrayList<>();
    trace.path("missing").forEach(missing::add);
    List<String> explanations = new ArrayList<>();
    trace.path("modules").forEach(one -> explanations.add(one.path("explanation").asText()));
    return new Told(publication, subscriptions, missing, explanations);
  }

  // Only one of several publishing modules has the event.
  private static JsonNode better(JsonNode before, JsonNode next) {
    return before.isMissingNode() || before.path("verdict").asText().equals(NEVER) ? next : before;
  }

  static void checkParts(String what, String text, List<String> parts) {
    parts.forEach(part -> assertThat(text).as(what).containsIgnoringCase(part));
  }

  void check(Planted planted, boolean search) {
    publication(planted, search);
    checkParts("modules", String.join(" ", explanations), planted.explanation());
    planted
        .subscriptions()
        .forEach(
            (name, expected) -> {
              // A subscription without a receipt is in the answer only if the event was found.
              if (!publication.isMissingNode() || subscriptions.containsKey(name)) {
                subscription(name, expected, planted);
              }
            });
    if (search) {
      planted
          .missing()
          .forEach(
              part ->
                  assertThat(missing)
                      .as("missing")
                      .anySatisfy(one -> assertThat(one.toString()).contains(part)));
    }
  }

  private void publication(Planted planted, boolean search) {
    String verdict = planted.publication(search);
    if (verdict.isEmpty()) {
      assertThat(publication.isMissingNode()).as("found: " + publication).isTrue();
      checkParts("search", String.join(" ", explanations), planted.searchExplanation());
      return;
    }
    assertThat(publication.path("verdict").asText()).as("publication").isEqualTo(verdict);
    checkParts(
        "publication", publication.path("explanation").asText(), planted.publicationExplanation());
    switch (verdict) {
      case "SENT" -> {
        Instant committed = time(publication, "committedAt");
        assertThat(committed).isBetween(planted.earliest(), Instant.now());
        assertThat(time(publication, "sentAt")).isBetween(committed, Instant.now());
        place(publication, planted);
      }
      case "COMMITTED_NOT_SENT" -> {
        assertThat(time(publication, "committedAt")).isBetween(planted.earliest(), Instant.now());
        assertThat(publication.has("sentAt")).isFalse();
        assertThat(publication.has("offset")).isFalse();
      }
      default -> assertThat(publication.path("committedAt").isValueNode()).isFalse();
    }
  }

  private void subscription(String name, Planted.Expected expected, Planted planted) {
    JsonNode told = subscriptions.getOrDefault(name, MissingNode.getInstance());
    assertThat(told.path("verdict").asText())
        .as("%s: %s", name, told)
        .isEqualTo(expected.verdict());
    checkParts(name, told.path("explanation").asText(), expected.explanation());
    List<String> outcomes = new ArrayList<>();
    for (JsonNode receipt : told.path("receipts")) {
      outcomes.add(receipt.path("outcome").asText());
      assertThat(time(receipt, "at")).isBetween(planted.earliest(), Instant.now());
      assertThat(receipt.path("instance").asText()).isNotEmpty();
      place(receipt, planted);
    }
    if (!expected.receipts().contains("DUPLICATE")) {
      // An event may be on Kafka twice. The case ignores the receipt of the second record.
      outcomes.removeIf("DUPLICATE"::equals);
    }
    assertThat(outcomes).as("receipts of " + name).isEqualTo(expected.receipts());
    if (!outcomes.isEmpty()) {
      assertThat(time(told, "since")).isBetween(planted.earliest(), Instant.now());
    }
  }

  private static void place(JsonNode where, Planted planted) {
    assertThat(where.path("topic").asText())
        .isEqualTo("folio.%s.%s".formatted(planted.tenant(), Scene.STREAM));
    assertThat(where.path("partition").asInt(-1)).isBetween(0, 3);
    assertThat(where.path("offset").asLong(-1)).isNotNegative();
  }

  private static Instant time(JsonNode where, String member) {
    String text = where.path(member).asText();
    assertThat(text).as(member).isNotEmpty();
    return Instant.parse(text);
  }
}
