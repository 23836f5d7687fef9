/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Code in the documentation equals compiled code. A comment before a code block names the file of
 * an example and the part between {@code tag: NAME} and {@code end: NAME}.
 */
class PageSnippetsTest {

  private static final Pattern SNIPPET =
      Pattern.compile(
          "<!-- snippet: ([^#\\s]+)(?:#(\\S+))? -->\\n+```\\w*\\n(.*?)```", Pattern.DOTALL);

  @Test
  void blocksEqualTheFilesThatTheyName() throws IOException {
    int compared = 0;
    for (Path page : Project.files(Project.ROOT.resolve("docs"), ".md")) {
      List<MatchResult> blocks = SNIPPET.matcher(Project.text(page)).results().toList();
      for (MatchResult block : blocks) {
        String file = Project.text(example(block.group(1)));
        String code = block.group(2) == null ? file : part(file, block.group(2));
        assertThat(block.group(3).strip())
            .as("%s, block of %s#%s", page, block.group(1), block.group(2))
            .isEqualTo(code.stripTrailing().stripIndent().strip());
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static Path example(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Project.ROOT.resolve("examples"))) {
      List<Path> found =
          files
              .filter(file -> file.endsWith(name) && !file.toString().contains("/target/"))
              .toList();
      assertThat(found).as("files of examples with the name %s", name).hasSize(1);
      return found.get(0);
    }
  }

  private static String part(String file, String tag) {
    List<String> lines = file.lines().toList();
    int first = lineWith(lines, "tag: " + tag) + 1;
    return String.join("\n", lines.subList(first, lineWith(lines, "end: " + tag)));
  }

  private static int lineWith(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.matches("\\W+" + Pattern.quote(mark) + "\\W*"))
        .findFirst()
        .map(lines::indexOf)
        .orElseThrow(() -> new AssertionError("No line says " + mark));
  }
}
