/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link and every test name in the documentation exists. */
class PagesTest {

  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

  private static final Set<String> TESTS =
      Project.modules().stream()
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(sources -> below(sources, "Test.java"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());

  static List<Path> pages() {
    Stream<Path> besideCode =
        Stream.concat(Stream.of(Project.ROOT), Project.modules().stream())
            .flatMap(folder -> Project.files(folder, ".md").stream());
    return Stream.concat(besideCode, below(Project.ROOT.resolve("docs"), ".md"))
        .map(Path::normalize)
        .sorted()
        .toList();
  }

  private static Stream<Path> below(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String prose(Path page) {
    return CODE_BLOCK.matcher(Project.text(page)).replaceAll("");
  }

  // The anchor that GitHub creates.
  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }

  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(PagesTest::anchor)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean leads(Path page, MatchResult link) {
    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
    return Files.exists(target)
        && (link.group(2) == null || anchors(target).contains(link.group(2)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(Path page) {
    assertThat(LINK.matcher(prose(page)).results().filter(link -> !leads(page, link)))
        .extracting(MatchResult::group)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyTestThatIsNamedIsThere(Path page) {
    assertThat(TESTS)
        .containsAll(TEST.matcher(prose(page)).results().map(test -> test.group(1)).toList());
  }
}
