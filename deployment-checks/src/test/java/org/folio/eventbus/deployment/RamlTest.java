/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each interface description is valid RAML 1.0, and its examples match its types. */
class RamlTest {

  static List<Path> files() {
    return Project.files(Project.RAMLS, ".raml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void theParserFindsNothingWrong(Path file) {
    assertThat(RamlFile.of(file).problems()).isEmpty();
  }

  @Test
  void anEndpointIsDescribedOnce() {
    Map<String, Path> seen = new HashMap<>();
    for (Path file : files()) {
      for (String endpoint : RamlFile.of(file).endpoints()) {
        assertThat(seen.put(endpoint, file)).as(endpoint).isNull();
      }
    }
  }

  @Test
  void aWrongCopyIsFound() {
    Path file = Project.RAMLS.resolve("tenant.raml");
    String text = Project.text(file);
    assertThat(RamlFile.of(text, file).problems()).isEmpty();
    for (String wrong :
        List.of(
            text.replace("schemas/tenantJob.json", "schemas/none.json"),
            text.replace("type: tenantJob", "type: tenantJobs"),
            text.replace("examples/tenantJob.sample.json", "examples/errors.sample.json"),
            text.replace("    post:", "    publish:").replace("  post:", "  publish:"),
            text.replace("#%RAML 1.0", "#%RAML 0.8"))) {
      assertThat(wrong).isNotEqualTo(text);
      assertThat(RamlFile.of(wrong, file).problems()).isNotEmpty();
    }
  }
}
