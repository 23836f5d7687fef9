/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A producer or consumer in a JVM of its own, which a test can kill, freeze and restart. Used by
 * one thread.
 */
class BusProcess implements AutoCloseable {

  private static final String READY = "bus is ready";
  private static final String DONE = "done ";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(90);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final Class<?> main;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable ChildJvm child;
  private int commands;

  BusProcess(String name, Class<?> main, Map<String, String> environment, Path folder) {
    this.name = name;
    this.main = main;
    this.environment = environment;
    this.log = folder.resolve(name + ".log");
    log.toFile().delete();
  }

  /** The main loop of the child: executes commands of the parent until the parent ends it. */
  static void serve(EventBus bus, Function<List<String>, String> obey) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(bus), "close bus"));
    ChildJvm.exitWithParent(
        line -> {
          List<String> words = List.of(line.split(" "));
          String answer = obey.apply(words.subList(1, words.size()));
          System.out.println(DONE + words.get(0) + " " + answer);
        });
    System.out.println(READY);
  }

  private static void close(EventBus bus) {
    try {
      bus.close().await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      System.out.println("The bus did not close within " + CLOSE_LIMIT);
    }
  }

  String name() {
    return name;
  }

  /** Starts the process without waiting; it must not be running. */
  void launch() {
    if (running()) {
      throw new IllegalStateException(name + " is running");
    }
    ChildJvmBuilder builder =
        ChildJvm.mainClass(main.getName())
            .jvmOption("-Xmx160m")
            .quickToStart()
            .systemProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager")
            .logFile(log);
    environment.forEach(builder::environment);
    child = builder.start();
  }

  /** Starts the process and waits until it works. */
  void start() {
    launch();
    awaitReady();
  }

  void awaitReady() {
    child().awaitLine(READY::equals, START_LIMIT);
  }

  boolean running() {
    return child != null && child.alive();
  }

  /** Sends SIGKILL; does nothing if the process is not running. */
  void kill() {
    if (child != null) {
      child.kill();
    }
  }

  /** Sends SIGTERM and does not wait for the end. */
  void beginStop() {
    child().terminate(Duration.ZERO);
  }

  void freeze() {
    child().freeze();
  }

  void thaw() {
    child().thaw();
  }

  /** Sends a command without waiting for its completion. */
  int say(String command) {
    commands++;
    child().say(commands + " " + command);
    return commands;
  }

  /** Waits until the command with the number is complete. */
  String awaitDone(int number) {
    String beginning = DONE + number + " ";
    return child()
        .awaitLine(line -> line.startsWith(beginning), COMMAND_LIMIT)
        .substring(beginning.length());
  }

  /** Waits until the process has logged a line with this code. */
  void awaitLogged(LogCode code) {
    child().awaitLine(line -> line.contains(code.toString()), COMMAND_LIMIT);
  }

  private ChildJvm child() {
    if (child == null) {
      throw new IllegalStateException(name + " has not been started");
    }
    return child;
  }

  @Override
  public void close() {
    kill();
  }
}
