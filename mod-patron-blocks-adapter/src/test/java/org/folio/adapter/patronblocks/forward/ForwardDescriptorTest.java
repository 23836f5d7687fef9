/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.fact.HandlerPaths;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.eventbus.EventCatalog;
import org.junit.jupiter.api.Test;

/** The module descriptor of mode forward. */
class ForwardDescriptorTest {

  private final JsonObject descriptor =
      read("../descriptors/mod-patron-blocks-adapter/ModuleDescriptor-forward-template.json");

  private static JsonObject read(String path) {
    try {
      return new JsonObject(Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> texts(JsonArray objects, String member) {
    return objects.stream().map(JsonObject.class::cast).map(one -> one.getString(member));
  }

  @Test
  void itStandsBesideModPatronBlocksAndNeedsIt() {
    assertThat(descriptor.getJsonArray("replaces")).containsExactly("${artifactId}");
    assertThat(descriptor.getString("id")).isEqualTo("${artifactId}-forward-${version}");
    assertThat(texts(descriptor.getJsonArray("provides"), "id"))
        .containsExactly(
            "forwarded-patron-blocks-synchronization",
            "${artifactId}-mode",
            "event-bus-admin",
            "_tenant",
            "_timer");
    assertThat(texts(descriptor.getJsonArray("requires"), "id"))
        .containsExactly("patron-blocks-event-handlers", "user-summary");
  }

  @Test
  void theSystemUserHasThePermissionOfEachHandlerAndOfWhatTheRoutesRead() {
    assertThat(
            descriptor
                .getJsonObject("metadata")
                .getJsonObject("user")
                .getJsonArray("permissions")
                .stream())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(permissionsOfHandlers(), permissionsOfRoutes()).distinct().toList());
  }

  private static Stream<Object> permissionsOfHandlers() {
    return Stream.concat(
            EventCatalog.circulation().typeNames().stream(),
            PatronStreams.ACCOUNT_EVENT_TYPES.stream())
        .map(HandlerPaths::of)
        .map(
            path ->
                "patron-blocks.handlers"
                    + path.substring(path.lastIndexOf('/')).replace('/', '.')
                    + ".post");
  }

  private Stream<Object> permissionsOfRoutes() {
    return objects(descriptor, "provides")
        .flatMap(provided -> objects(provided, "handlers"))
        .flatMap(handler -> handler.getJsonArray("modulePermissions", new JsonArray()).stream());
  }

  private static Stream<JsonObject> objects(JsonObject holder, String member) {
    return holder.getJsonArray(member).stream().map(JsonObject.class::cast);
  }
}
