/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing.eureka;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The endpoints of one module descriptor. */
final class RoutingEntries {

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

  private final String moduleId;
  private final List<Entry> entries = new ArrayList<>();

  /** An endpoint, with the id and the type of its interface. */
  record Entry(String interfaceId, String type, JsonNode handler) {

    boolean isSystem() {
      return type.equals("system");
    }

    /** Several modules may provide it. */
    boolean isMultiple() {
      return type.equals("multiple");
    }

    boolean isProtected() {
      return !handler.path("permissionsRequired").isEmpty();
    }

    private boolean matches(String method, String path) {
      String pattern = handler.path("pathPattern").asText();
      String expression =
          VARIABLE.matcher(pattern).replaceAll("[^/]+").replace(".", "\\.").replace("*", ".*");
      return StreamSupport.stream(handler.path("methods").spliterator(), false)
              .anyMatch(one -> one.asText().equals(method))
          && Pattern.matches(expression, path);
    }

    private boolean isStatic() {
      return !VARIABLE.matcher(handler.path("pathPattern").asText()).find();
    }
  }

  RoutingEntries(JsonNode descriptor) {
    moduleId = descriptor.path("id").asText();
    for (JsonNode provided : descriptor.path("provides")) {
      for (JsonNode handler : provided.path("handlers")) {
        entries.add(
            new Entry(
                provided.path("id").asText(), provided.path("interfaceType").asText(), handler));
      }
    }
  }

  /**
   * The endpoint of a request; one without variables comes first.
   *
   * @param selected the request's X-Okapi-Module-Id; an interface of several modules needs the
   *     exact id
   */
  Optional<Entry> find(String method, String path, @Nullable String selected) {
    List<Entry> found =
        entries.stream()
            .filter(one -> one.matches(method, path))
            .filter(one -> !one.isMultiple() || moduleId.equals(selected))
            .toList();
    return found.stream().filter(Entry::isStatic).findFirst().or(() -> found.stream().findFirst());
  }
}
