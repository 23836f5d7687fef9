/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.jspecify.annotations.Nullable;

/** An adapter as a separate process, which can be killed and started again. */
public final class AdapterProcess implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final Path jar;
  private final int port;
  private final Map<String, String> environment;
  private final Path log;
  private final RunningProcesses processes;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ChildJvm child;
  private volatile boolean serving;

  AdapterProcess(
      AdapterModule module,
      int number,
      Workspace workspace,
      int port,
      Map<String, String> environment) {
    this.name = number == 1 ? module.moduleName() : module.moduleName() + "-" + number;
    this.jar = module.jar(workspace.project());
    this.port = port;
    this.environment = Map.copyOf(environment);
    this.log = workspace.log(name);
    this.processes = workspace.processes();
  }

  /** The module's name, with a number from the second instance on. */
  public String name() {
    return name;
  }

  /** Whether it has been ready since its last start. */
  boolean serving() {
    return serving && alive();
  }

  /** The address of the adapter. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The adapter's output. */
  public Path log() {
    return log;
  }

  /** Starts the process if it is not alive, without waiting until it is ready. */
  public synchronized void start() {
    if (alive()) {
      return;
    }
    ChildJvmBuilder builder =
        ChildJvm.jar(jar)
            .jvmOption("-Xmx512m")
            // In a process that lives for a minute, the second compiler does not pay off.
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .systemProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager")
            .logFile(log);
    environment.forEach(builder::environment);
    child = builder.start();
    processes.note();
  }

  /**
   * Waits until the adapter reports that it is ready.
   *
   * @throws SandboxException with the end of its log if it ends or is not ready in time
   */
  public void awaitReady() {
    try {
      Await.until(name + " to get ready", READY_LIMIT, () -> !alive() || ready());
    } catch (IllegalStateException e) {
      throw new SandboxException(
          "%s. It says: %s%n%s".formatted(e.getMessage(), readiness(), LogEnd.of(log)), e);
    }
    if (!alive()) {
      throw new SandboxException(
          "%s ended instead of getting ready.%n%s".formatted(name, LogEnd.of(log)));
    }
    serving = true;
  }

  private boolean ready() {
    return readiness().startsWith("200");
  }

  private String readiness() {
    HttpRequest request =
        HttpRequest.newBuilder(url().resolve("/admin/ready")).timeout(ANSWER_LIMIT).build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "nothing (" + e + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + name, e);
    }
  }

  /** Whether the process has been started and has not ended. */
  public synchronized boolean alive() {
    return child != null && child.alive();
  }

  /** Ends the process with SIGKILL. */
  public synchronized void kill() {
    serving = false;
    Objects.requireNonNull(child, "not started").kill();
  }

  /** Ends the process with SIGTERM, as an operator would; with SIGKILL if it does not end. */
  public synchronized void stop() {
    serving = false;
    if (child != null && !child.terminate(STOP_LIMIT)) {
      child.kill();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
