/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Text that the code writes, above all SQL, does not depend on the language of the machine. The
 * build forbids all methods of the JDK that use the machine's locale except {@link
 * String#formatted}. This one is safe as long as templates contain numbers only as {@code %s}.
 */
class FormatTest {

  private static final Pattern LITERAL =
      Pattern.compile("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);

  private static final Pattern DEPENDS =
      Pattern.compile("(?<!%)(?:%%)*%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?[doxXeEfgGaAtTS]");

  // The methods tell, measured and say of the sandbox and the benchmarks use Locale.ROOT.
  private static final Pattern SAFE =
      Pattern.compile("(Locale\\.ROOT,|\\.(tell|say|measured)\\()\\s*$");

  // Long enough to find the call whose first argument is the literal.
  private static final int BEFORE = 60;

  @Test
  void templatesWithoutLanguageHoldTextsOnly() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> found.addAll(violations(file, Project.text(file))));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void whatDependsOnTheLanguageIsSeen() {
    Path file = Path.of("A.java");
    assertThat(violations(file, "\"a %s %n 5%% %1$s\".formatted(1)")).isEmpty();
    assertThat(violations(file, "x.formatted(format(Locale.ROOT, \"%d\", 1))")).isEmpty();
    assertThat(violations(file, "\"%d\".formatted(1)")).hasSize(1);
    assertThat(violations(file, "\"\"\"\n a%%%1$d\n\"\"\".formatted(1)")).hasSize(1);
    assertThat(violations(file, "A = \"%04d\"; A.formatted(1)")).hasSize(1);
  }

  private static List<String> violations(Path file, String source) {
    List<String> found = new ArrayList<>();
    if (source.contains(".formatted(")) {
      Matcher literal = LITERAL.matcher(source);
      while (literal.find()) {
        String before = source.substring(Math.max(0, literal.start() - BEFORE), literal.start());
        if (DEPENDS.matcher(literal.group()).find() && !SAFE.matcher(before).find()) {
          found.add(file + ": " + literal.group());
        }
      }
    }
    return found;
  }
}
