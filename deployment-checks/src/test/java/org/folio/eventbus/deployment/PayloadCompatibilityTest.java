/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events stay readable across versions. This version reads events of every released version,
 * because Kafka and the journal keep them. Every released version reads events of this one, because
 * modules are upgraded at different times. Schema registries call this BACKWARD_TRANSITIVE and
 * FORWARD_TRANSITIVE.
 */
class PayloadCompatibilityTest {

  private static final Path CURRENT = Project.RAMLS.resolve("schemas");
  private static final Path RELEASED = Project.RAMLS.resolve("released");

  record Released(Path folder, String schema) {
    @Override
    public String toString() {
      return folder.getFileName() + "/" + schema;
    }
  }

  static List<Released> released() {
    List<Released> all = new ArrayList<>();
    try (Stream<Path> versions = Files.list(RELEASED)) {
      for (Path version : versions.filter(Files::isDirectory).sorted().toList()) {
        for (Path schema : Project.files(version, ".json")) {
          all.add(new Released(version, schema.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Set<String> payloadSchemas() {
    Set<String> schemas = new TreeSet<>();
    for (EventCatalog catalog :
        List.of(
            EventCatalog.circulation(),
            EventCatalog.feesFines(),
            EventCatalog.circulationLog(),
            EventCatalog.feesFinesLog())) {
      for (EventType type : catalog.types()) {
        schemas.add(type.schema());
        schemas.addAll(type.kinds().schemas().values());
      }
    }
    return schemas;
  }

  private static Function<String, JsonNode> in(Path folder) {
    return file -> Project.json(folder.resolve(file));
  }

  @ParameterizedTest
  @MethodSource("released")
  void thisVersionReadsWhatAReleasedOneWrote(Released schema) {
    assertThat(SchemaChange.problems(schema.schema(), in(CURRENT), in(schema.folder()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("released")
  void aReleasedVersionReadsWhatThisOneWrites(Released schema) {
    assertThat(SchemaChange.problems(schema.schema(), in(schema.folder()), in(CURRENT))).isEmpty();
  }

  @Test
  void everyPayloadHasItsReleasedSchema() {
    assertThat(released().stream().map(Released::schema).distinct()).containsAll(payloadSchemas());
  }

  @Test
  void aChangeThatBreaksReadersIsFound() {
    String file = "metadata.json";
    Map<String, Consumer<ObjectNode>> changes = new LinkedHashMap<>();
    changes.put("a member is required anew", s -> s.withArray("required").add("createdByUsername"));
    changes.put("a member is required no more", s -> s.withArray("required").remove(0));
    changes.put(
        "a type is another one",
        s -> ((ObjectNode) s.path("properties").path("createdByUsername")).put("type", "integer"));
    changes.put(
        "a text is shorter",
        s -> ((ObjectNode) s.path("properties").path("createdByUsername")).put("maxLength", 3));
    changes.put(
        "a text has another form",
        s -> ((ObjectNode) s.path("properties").path("createdByUsername")).put("pattern", "x"));
    JsonNode before = Project.json(CURRENT.resolve(file));
    changes.forEach(
        (what, change) -> {
          ObjectNode after = before.deepCopy();
          change.accept(after);
          Function<String, JsonNode> changed =
              name -> name.equals(file) ? after : Project.json(CURRENT.resolve(name));
          List<String> problems = new ArrayList<>();
          problems.addAll(SchemaChange.problems(file, changed, in(CURRENT)));
          problems.addAll(SchemaChange.problems(file, in(CURRENT), changed));
          assertThat(problems).as(what).isNotEmpty();
        });
  }

  @Test
  void aFurtherMemberThatMayBeLeftOutBreaksNobody() {
    String file = "itemCheckedOut.json";
    ObjectNode after = Project.json(CURRENT.resolve(file)).deepCopy();
    ((ObjectNode) after.path("properties")).putObject("itemId").put("type", "string");
    Function<String, JsonNode> changed =
        name -> name.equals(file) ? after : Project.json(CURRENT.resolve(name));
    assertThat(SchemaChange.problems(file, changed, in(CURRENT))).isEmpty();
    assertThat(SchemaChange.problems(file, in(CURRENT), changed)).isEmpty();
  }
}
