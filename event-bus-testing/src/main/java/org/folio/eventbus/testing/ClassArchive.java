/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of one program in a file that the JVM maps instead of reading and verifying them
 * again (class data sharing). A child that is started often starts with half the processor time.
 *
 * <p>The first child of a program writes down which classes it loads. When the third one starts, a
 * process in the background makes the archive: that costs as much as six starts save. Archives lie
 * in the folder {@code target} of the module under test, so that {@code mvn clean} deletes them.
 * Without Maven there are none, and children start as they would without this class. Safe for use
 * by several threads.
 */
final class ClassArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final Map<String, ClassArchive> KNOWN = new ConcurrentHashMap<>();

  // The folder of the module whose tests run, set by Maven.
  private static final String MODULE = System.getProperty("basedir");
  private static final int STARTS_THAT_PAY = 3;

  private final Path java;
  private final String classPath;
  private final Path loaded;
  private final Path archive;
  private int starts;

  private ClassArchive(Path java, String classPath, Path folder) {
    this.java = java;
    this.classPath = classPath;
    String name = UUID.randomUUID().toString();
    this.loaded = folder.resolve(name + ".list");
    this.archive = folder.resolve(name + ".jsa");
  }

  /**
   * The class path as an archive can hold it: of files, not of folders.
   *
   * @return the class path unchanged where there are no archives
   */
  static String files(String classPath) {
    return MODULE == null
        ? classPath
        : String.join(
            File.pathSeparator,
            Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> ClassFolder.file(Path.of(entry), folder()).toString())
                .toList());
  }

  /**
   * JVM options for a child that starts now.
   *
   * @param program the jar, or the main class: two programs of one class path load other classes
   */
  static List<String> options(Path java, String classPath, String program) {
    return MODULE == null
        ? List.of()
        : KNOWN
            .computeIfAbsent(
                String.join(File.pathSeparator, java.toString(), program, classPath),
                key -> new ClassArchive(java, classPath, folder()))
            .options();
  }

  private static Path folder() {
    try {
      return Files.createDirectories(Path.of(MODULE, "target", "class-archives"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized List<String> options() {
    starts++;
    if (starts == 1) {
      return List.of("-XX:DumpLoadedClassList=" + loaded);
    }
    if (starts == STARTS_THAT_PAY) {
      make();
    }
    return Files.exists(archive)
        // An archive that does not fit is ignored, and the child's output is for its test.
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off")
        : List.of();
  }

  private void make() {
    try {
      Path list = archive.resolveSibling(archive.getFileName() + ".list");
      Files.writeString(list, whole(Files.readString(loaded, StandardCharsets.UTF_8)));
      Path made = archive.resolveSibling(archive.getFileName() + ".made");
      Process process =
          new ProcessBuilder(
                  java.toString(),
                  "-Xshare:dump",
                  "-Xlog:disable",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:SharedClassListFile=" + list,
                  "-XX:SharedArchiveFile=" + made,
                  "-cp",
                  classPath)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      ChildJvm.endWithParent(process);
      process.onExit().thenAccept(ended -> publish(ended.exitValue(), made));
    } catch (IOException e) {
      LOG.warn("No archive of classes is made, so children start slower", e);
    }
  }

  // The child may be in the middle of the last line.
  private static String whole(String list) {
    return list.substring(0, list.lastIndexOf('\n') + 1);
  }

  private void publish(int exitCode, Path made) {
    try {
      if (exitCode == 0) {
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
      } else {
        LOG.warn("The archive of classes was not made (exit code {})", exitCode);
      }
    } catch (IOException e) {
      LOG.warn("The archive of classes {} cannot be used", made, e);
    }
  }
}
