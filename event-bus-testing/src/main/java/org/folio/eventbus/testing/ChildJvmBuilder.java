/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link ChildJvm}. No argument may be {@code null}. Not for use by several threads at
 * a time.
 */
public final class ChildJvmBuilder {

  private final List<String> target;
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Consumer<String> output = line -> {};
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private @Nullable Path logFile;
  private @Nullable Path workingFolder;
  private boolean startedOften;

  ChildJvmBuilder(String... target) {
    this.target = List.of(target);
  }

  /** Sets the program that runs it. Default: the one of this JVM. */
  public ChildJvmBuilder java(Path program) {
    this.java = Objects.requireNonNull(program, "program");
    return this;
  }

  /** Adds an argument of the main method. */
  public ChildJvmBuilder argument(String value) {
    arguments.add(Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Adds an option of the JVM, such as {@code -Xmx256m}. Options of this JVM are not inherited. */
  public ChildJvmBuilder jvmOption(String option) {
    jvmOptions.add(Objects.requireNonNull(option, "option"));
    return this;
  }

  /**
   * For a child that lives for minutes: starts faster, and runs slower. In tests run by Maven,
   * those that are started again and again share an archive of their classes.
   */
  public ChildJvmBuilder quickToStart() {
    startedOften = true;
    return jvmOption("-XX:+UseSerialGC").jvmOption("-XX:TieredStopAtLevel=1");
  }

  /** Sets a system property. Properties of this JVM are not inherited. */
  public ChildJvmBuilder systemProperty(String name, String value) {
    return jvmOption("-D" + name + "=" + Objects.requireNonNull(value, "value"));
  }

  /** Sets an environment variable; the others are inherited from this JVM. */
  public ChildJvmBuilder environment(String name, String value) {
    environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Passes every line of output to a listener, on one thread per child. Exceptions of the listener
   * are logged.
   */
  public ChildJvmBuilder output(Consumer<String> listener) {
    this.output = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** Appends every line of output to a file. Its folder must exist. */
  public ChildJvmBuilder logFile(Path file) {
    this.logFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /** Sets the folder the child runs in. Default: that of this JVM. */
  public ChildJvmBuilder workingFolder(Path folder) {
    this.workingFolder = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * Starts the process. Use {@link ChildJvm#awaitLine} to wait for its main method.
   *
   * @throws UncheckedIOException if the process cannot be started or the log file not opened
   */
  public ChildJvm start() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmOptions);
    command.addAll(startedOften ? targetWithArchive() : target);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    if (workingFolder != null) {
      builder.directory(workingFolder.toFile());
    }
    try {
      Writer log = log();
      try {
        return ChildJvm.started(builder.start(), output, log);
      } catch (IOException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The target is -cp, a class path and a main class, or -jar and a jar.
  private List<String> targetWithArchive() {
    List<String> command = new ArrayList<>(target);
    command.set(1, ClassArchive.files(target.get(1)));
    String program = target.get(target.size() - 1);
    command.addAll(0, ClassArchive.options(java, command.get(1), program));
    return command;
  }

  private Writer log() throws IOException {
    return logFile == null
        ? Writer.nullWriter()
        : Files.newBufferedWriter(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
