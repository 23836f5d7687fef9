/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks modules by HTTP, one after the other, as docs/diagnosis.md describes. */
final class HttpQuestion {

  private static final String EVENTS = "/event-bus/events";

  private final Scene scene;
  private final Planted planted;
  private final String path;

  HttpQuestion(Scene scene, Planted planted) {
    this.scene = scene;
    this.planted = planted;
    this.path = EVENTS + "/" + planted.event();
  }

  /**
   * Asks by the event's id. A module that has never seen the id is asked again with the stream, key
   * and sequence from another module's answer.
   */
  Told byId() {
    List<JsonNode> lives = new ArrayList<>();
    planted.modules().forEach(module -> lives.add(ask(module, path, planted.place())));
    Map<String, String> place = place(lives);
    for (int i = 0; i < lives.size() && !place.isEmpty(); i++) {
      if (undecided(lives.get(i))) {
        lives.set(i, ask(planted.modules().get(i), path, place));
      }
    }
    return Told.ofLives(lives, List.of());
  }

  /** Asks by user, type and time. A module that does not find the event is asked by its id. */
  Told bySearch() {
    List<JsonNode> searches = new ArrayList<>();
    Map<AskedModule, JsonNode> found = new LinkedHashMap<>();
    for (AskedModule module : planted.modules()) {
      JsonNode answer = ask(module, EVENTS, planted.question());
      searches.add(answer);
      StreamSupport.stream(answer.path("events").spliterator(), false)
          .filter(one -> one.path("eventId").asText().equals(planted.event().toString()))
          .forEach(one -> found.put(module, one));
    }
    Map<String, String> place = place(List.copyOf(found.values()));
    List<JsonNode> lives = new ArrayList<>(found.values());
    if (!place.isEmpty()) {
      planted.modules().stream()
          .filter(module -> !found.containsKey(module))
          .forEach(module -> lives.add(ask(module, path, place)));
    }
    return Told.ofLives(lives, searches);
  }

  private static boolean undecided(JsonNode life) {
    return life.path("subscriptions").findValuesAsText("verdict").contains("UNDECIDED");
  }

  private static Map<String, String> place(List<JsonNode> lives) {
    return lives.stream()
        .filter(life -> life.has("sequence"))
        .findFirst()
        .map(
            life ->
                Map.of(
                    "stream", life.path("stream").asText(),
                    "key", life.path("key").asText(),
                    "sequence", life.path("sequence").asText()))
        .orElse(Map.of());
  }

  private JsonNode ask(AskedModule module, String where, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return scene.get(module, planted.tenant(), where + (query.isEmpty() ? "" : "?" + query));
  }
}
