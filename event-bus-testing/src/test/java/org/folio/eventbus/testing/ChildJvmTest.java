/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void killEndsTheProcessAtOnce() {
    try (ChildJvm child = child("wait").start()) {
      child.awaitLine("ready"::equals, LIMIT);
      assertThat(child.alive()).isTrue();
      assertThat(child.exitCode()).isEmpty();

      child.kill();

      assertThat(child.alive()).isFalse();
      assertThat(child.exitCode()).hasValue(128 + 9);
    }
  }

  @Test
  void terminateLetsTheProcessCleanUp() {
    try (ChildJvm child = child("wait").start()) {
      child.awaitLine("ready"::equals, LIMIT);

      assertThat(child.terminate(LIMIT)).isTrue();

      assertThat(child.awaitLine(line -> line.startsWith("cleaned"), LIMIT))
          .isEqualTo("cleaned up");
      assertThat(child.exitCode()).hasValue(128 + 15);
    }
  }

  @Test
  void terminateLeavesAProcessAloneThatDoesNotWantToEnd() {
    try (ChildJvm child = child("stubborn").start()) {
      child.awaitLine("ready"::equals, LIMIT);

      assertThat(child.terminate(Duration.ofMillis(200))).isFalse();

      assertThat(child.alive()).isTrue();
      child.kill();
    }
  }

  @Test
  void passesArgumentsEnvironmentAndPropertiesAndCollectsOutput(@TempDir Path folder)
      throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    Path log = folder.resolve("child.log");
    try (ChildJvm child =
        child("show")
            .environment("ENV", "folio")
            .systemProperty("colour", "blue")
            .output(told::add)
            .logFile(log)
            .start()) {
      child.awaitLine("folio blue"::equals, LIMIT);

      assertThat(child.awaitExit(LIMIT)).hasValue(3);
      await().atMost(LIMIT).untilAsserted(() -> assertThat(told).containsExactly("folio blue"));
      assertThat(Files.readString(log)).contains("folio blue");
    }
  }

  @Test
  void waitingForALineEndsWithTheProcess() {
    try (ChildJvm child = child("show").start()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> child.awaitLine("never"::equals, LIMIT))
          .withMessageContaining("null null");
    }
  }

  @Test
  void hearsWhatItsParentSays() {
    try (ChildJvm child = child("listen").start()) {
      child.say("first");
      child.say("second");
      child.awaitLine("heard second"::equals, LIMIT);
      child.awaitLine("heard first"::equals, LIMIT);
    }
  }

  @Test
  void frozenProcessDoesNothingUntilItIsThawed() {
    try (ChildJvm child = child("listen").start()) {
      child.say("first");
      child.awaitLine("heard first"::equals, LIMIT);
      child.freeze();
      child.say("second");
      assertThatIllegalStateException()
          .isThrownBy(() -> child.awaitLine("heard second"::equals, Duration.ofMillis(500)));
      child.thaw();
      child.awaitLine("heard second"::equals, LIMIT);
      child.freeze();
      child.kill();
      assertThat(child.alive()).isFalse();
    }
  }

  @Test
  void endsWithItsParent() {
    try (ChildJvm parent = child("parent").start()) {
      String line = parent.awaitLine(printed -> printed.startsWith("child "), LIMIT);
      ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring(6))).orElseThrow();

      parent.kill();

      await().atMost(LIMIT).until(() -> child.info().command().isEmpty());
    }
  }

  @Test
  void runsAJar(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("child.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Child.class.getName());
    String entry = Child.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      output.putNextEntry(new JarEntry(entry));
      output.write(getClass().getClassLoader().getResourceAsStream(entry).readAllBytes());
    }

    try (ChildJvm child = ChildJvm.jar(jar).argument("show").start()) {
      assertThat(child.awaitExit(LIMIT)).hasValue(3);
    }
  }

  @Test
  void programThatIsStartedAgainAndAgainGetsItsClassesFromAnArchive() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              List<String> loaded = new CopyOnWriteArrayList<>();
              try (ChildJvm child =
                  child("show")
                      .quickToStart()
                      .jvmOption("-Xlog:class+load")
                      .output(loaded::add)
                      .start()) {
                assertThat(child.awaitExit(LIMIT)).hasValue(3);
              }
              assertThat(loaded)
                  .filteredOn(line -> line.contains(Child.class.getName() + " "))
                  .singleElement()
                  .asString()
                  .contains("shared objects file");
            });
  }

  private static ChildJvmBuilder child(String behaviour) {
    return ChildJvm.mainClass(Child.class.getName()).argument(behaviour);
  }

  /** What the children of this test do. */
  static final class Child {

    public static void main(String[] arguments) throws Exception {
      switch (arguments[0]) {
        case "wait" -> waitForTheEnd(() -> System.out.println("cleaned up"));
        case "stubborn" -> waitForTheEnd(Child::sleepForever);
        case "show" -> {
          System.out.println(System.getenv("ENV") + " " + System.getProperty("colour"));
          System.exit(3);
        }
        case "parent" -> {
          try (ChildJvm child = child("orphan").start()) {
            child.awaitLine("ready"::equals, LIMIT);
            System.out.println("child " + child.pid());
            sleepForever();
          }
        }
        case "listen" -> {
          ChildJvm.exitWithParent(line -> System.out.println("heard " + line));
          sleepForever();
        }
        case "orphan" -> {
          ChildJvm.exitWithParent();
          waitForTheEnd(() -> {});
        }
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }

    private static void waitForTheEnd(Runnable atShutdown) {
      Runtime.getRuntime().addShutdownHook(new Thread(atShutdown));
      System.out.println("ready");
      sleepForever();
    }

    private static void sleepForever() {
      try {
        Thread.currentThread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
