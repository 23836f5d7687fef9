/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.folio.eventbus.schema.PayloadSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example of the described interfaces satisfies the schema that its name begins with. */
class InterfaceExamplesTest {

  private static final Path RAMLS = Path.of("..", "ramls");
  private static final String SUFFIX = ".sample.json";

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(RAMLS.resolve("examples"))) {
      return files.map(file -> file.getFileName().toString().replace(SUFFIX, "")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleSatisfiesItsSchema(String name) throws IOException {
    String example = Files.readString(RAMLS.resolve("examples").resolve(name + SUFFIX));

    assertThat(
            PayloadSchema.load(name.split("-")[0] + ".json")
                .violations(new ObjectMapper().readTree(example)))
        .isEmpty();
  }

  @Test
  void everyExampleIsShownInAnInterface() throws IOException {
    StringBuilder ramls = new StringBuilder();
    try (Stream<Path> files = Files.list(RAMLS)) {
      for (Path raml : files.filter(file -> file.toString().endsWith(".raml")).toList()) {
        ramls.append(Files.readString(raml));
      }
    }
    assertThat(examples())
        .allSatisfy(name -> assertThat(ramls).contains("examples/" + name + SUFFIX));
  }
}
