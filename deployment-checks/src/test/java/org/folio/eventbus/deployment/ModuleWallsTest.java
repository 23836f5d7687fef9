/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The parts of the library, and of each other, that modules may use. */
class ModuleWallsTest {

  private static final String LIBRARY = "org.folio.eventbus";

  private static final List<String> MODULES =
      List.of(
          "event-bus-okapi",
          "event-bus-console",
          "mod-circulation-adapter",
          "mod-feesfines-adapter",
          "mod-patron-blocks-adapter",
          "mod-audit-adapter",
          "mod-remote-storage-adapter",
          "mod-pubsub-bridge",
          "sandbox");

  private static JavaClasses modules;

  @BeforeAll
  static void read() {
    modules =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream()
                    .map(module -> Project.ROOT.resolve(module).resolve("target/classes"))
                    .toList());
  }

  @Test
  void modulesEnterTheLibraryByItsFrontDoor() throws IOException {
    String[] inside;
    try (Stream<Path> rooms =
        Files.list(Project.ROOT.resolve("event-bus-core/src/main/java/org/folio/eventbus"))) {
      inside =
          rooms
              .filter(Files::isDirectory)
              .map(room -> room.getFileName().toString())
              .filter(room -> !room.equals("admin"))
              .map(room -> LIBRARY + "." + room + "..")
              .toArray(String[]::new);
    }
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(inside)
        .because("the rooms behind org.folio.eventbus and its admin package may change")
        .check(modules);
  }

  @Test
  void adaptersDoNotSeeEachOther() {
    slices()
        .matching("org.folio.adapter.(*)..")
        .should()
        .notDependOnEachOther()
        .check(modules.that(resideInAPackage("org.folio.adapter..")));
  }

  @Test
  void whatModulesShareKnowsNoneOfThem() {
    noClasses()
        .that()
        .resideInAPackage(LIBRARY + ".okapi..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.folio.adapter..", "org.folio.sandbox..", LIBRARY + ".console..")
        .check(modules);
  }

  /** An example uses only what other teams may use. */
  @Test
  void examplesEnterTheLibraryByItsFrontDoor() throws IOException {
    Pattern inside =
        Pattern.compile(
            "import (static )?org\\.folio\\.eventbus\\.(?!admin\\.|base\\.settings\\.|okapi\\.|testing\\.|contracts\\.)[a-z]");
    for (Path source : sources(Project.ROOT.resolve("examples"))) {
      assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(inside);
    }
  }

  /** The library keeps its views stable, but not its tables. */
  @Test
  void statementsOfModulesNameNoTableOfTheBus() throws IOException {
    Pattern table = Pattern.compile("(?i)create table (event_\\w+)");
    String changelog =
        Files.readString(
            Project.ROOT.resolve(
                "event-bus-core/src/main/resources/org/folio/eventbus/changelog.sql"));
    List<String> tables =
        table.matcher(changelog).results().map(found -> found.group(1)).distinct().toList();
    assertThat(tables).contains("event_outbox", "event_cursor");
    Pattern any = Pattern.compile("\\b(" + String.join("|", tables) + ")\\b");
    for (String module : MODULES) {
      if (!module.equals("sandbox")) {
        for (Path source : sources(Project.ROOT.resolve(module).resolve("src/main"))) {
          assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(any);
        }
      }
    }
    for (Path source : sources(Project.ROOT.resolve("examples"))) {
      assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(any);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".sql"))
          .toList();
    }
  }
}
