/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module descriptors that Okapi receives. */
class DescriptorTest {

  private static JsonObject descriptor(String name) throws IOException {
    return new JsonObject(
        Files.readString(Path.of("..", "descriptors", "mod-remote-storage-adapter", name)));
  }

  private static Stream<String> texts(JsonArray objects, String member) {
    return objects.stream().map(JsonObject.class::cast).map(one -> one.getString(member));
  }

  @Test
  void modeOwnTakesNothingAwayFromModRemoteStorage() throws IOException {
    JsonObject descriptor = descriptor("ModuleDescriptor-template.json");
    assertThat(descriptor.getJsonArray("replaces")).containsExactly("${artifactId}-forward");
    assertThat(texts(descriptor.getJsonArray("provides"), "id"))
        .containsExactly(
            "remote-storage-configurations",
            "remote-storage-mappings",
            "remote-storage-accessions",
            "remote-storage-retrievals",
            "remote-storage-event-handlers",
            "${artifactId}-mode",
            "event-bus-admin",
            "_tenant",
            "_timer");
  }

  @Test
  void modeForwardStandsBesideModRemoteStorage() throws IOException {
    JsonObject descriptor = descriptor("ModuleDescriptor-forward-template.json");
    assertThat(descriptor.getJsonArray("replaces")).containsExactly("${artifactId}");
    assertThat(texts(descriptor.getJsonArray("provides"), "id"))
        .containsExactly("${artifactId}-mode", "event-bus-admin", "_tenant");
    assertThat(texts(descriptor.getJsonArray("requires"), "id"))
        .containsExactly("remote-storage-event-handlers");
    assertThat(
            descriptor.getJsonObject("metadata").getJsonObject("user").getJsonArray("permissions"))
        .containsExactly("remote-storage.pub-sub-handlers.log-record-event.post");
  }
}
