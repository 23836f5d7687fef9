/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.module;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.folio.eventbus.benchmark.BenchmarkException;
import org.folio.eventbus.benchmark.measure.ProcessorTime;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;

/** Runs a measured module in a process of its own, for tenant diku. */
public final class AdapterProcess implements AutoCloseable {

  /** The type of a body of lines. */
  public static final String NDJSON = "application/x-ndjson";

  /** The type of a body of JSON. */
  public static final String JSON = "application/json";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final int KIBI = 1024;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String module;
  private final int port;
  private final ChildJvm process;

  private AdapterProcess(String module, int port, ChildJvm process) {
    this.module = module;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a module and enables it.
   *
   * @param main its main class
   * @param module its name without version
   * @param heapMegabytes the largest heap
   * @param jvmOptions further options
   */
  public static AdapterProcess start(
      Class<?> main,
      String module,
      Map<String, String> variables,
      int heapMegabytes,
      List<String> jvmOptions) {
    int port = FreePorts.next();
    ChildJvmBuilder builder =
        ChildJvm.mainClass(main.getName())
            .jvmOption("-Xmx" + heapMegabytes + "m")
            .systemProperty("http.port", Integer.toString(port));
    jvmOptions.forEach(builder::jvmOption);
    variables.forEach(builder::environment);
    AdapterProcess adapter = new AdapterProcess(module, port, builder.start());
    adapter.enable();
    return adapter;
  }

  /** Its port on this machine. */
  public int port() {
    return port;
  }

  /** Processor time that it has used so far, in seconds. */
  public double processorSeconds() {
    return ProcessorTime.of(process.pid());
  }

  /** The largest resident memory of the process, in MiB; 0 where the system does not report it. */
  public long residentMegabytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          / KIBI;
    } catch (IOException e) {
      return 0;
    }
  }

  // Requests fail until the process listens.
  private void enable() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        send(
            "/_/tenant", JSON, BodyPublishers.ofString("{\"module_to\":\"" + module + "-0.1.0\"}"));
        return;
      } catch (IOException e) {
        if (!process.alive() || System.nanoTime() > end) {
          throw new BenchmarkException(module + " did not start: " + e.getMessage());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Sends a request that must succeed. */
  public String send(String path, String type, BodyPublisher body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("X-Okapi-Tenant", "diku")
            .header("Content-Type", type)
            .POST(body)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new BenchmarkException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("The benchmark was interrupted");
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
