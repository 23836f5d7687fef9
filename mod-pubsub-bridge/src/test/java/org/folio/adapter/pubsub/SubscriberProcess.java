/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.FreePorts;

/** A subscriber in a JVM of its own, which notes each call before it answers. */
final class SubscriberProcess implements AutoCloseable {

  static final String CALLBACK = "/called";

  private static final String LISTENING = "listening";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int WORKERS = 16;

  private final int port = FreePorts.next();
  private final Path calls;
  private ChildJvm child;

  /**
   * A call.
   *
   * @param at when it arrived
   * @param event its Idempotency-Key
   */
  record Call(Instant at, UUID event) {}

  /**
   * A process that is not started.
   *
   * @param calls the file of its notes, which outlives it
   */
  SubscriberProcess(Path calls) {
    this.calls = calls;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void start() {
    child =
        ChildJvm.mainClass(SubscriberProcess.class.getName())
            .jvmOption("-Xmx64m")
            .quickToStart()
            .argument(Integer.toString(port))
            .argument(calls.toString())
            .start();
    child.awaitLine(LISTENING::equals, START_LIMIT);
  }

  void kill() {
    child.kill();
  }

  /** The calls of all its lives, in their order. */
  List<Call> calls() {
    try {
      return Files.exists(calls)
          ? Files.readAllLines(calls).stream().map(SubscriberProcess::call).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Call call(String line) {
    String[] words = line.split(" ");
    return new Call(Instant.parse(words[0]), UUID.fromString(words[1]));
  }

  @Override
  public void close() {
    kill();
  }

  /** The process: the arguments are its port and the file. */
  public static void main(String[] arguments) throws IOException {
    ChildJvm.exitWithParent();
    Path file = Path.of(arguments[1]);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    server.setExecutor(Executors.newFixedThreadPool(WORKERS));
    server.createContext(CALLBACK, call -> answer(call, file));
    server.start();
    System.out.println(LISTENING);
  }

  private static void answer(HttpExchange call, Path file) throws IOException {
    Instant at = Instant.now();
    try (call) {
      call.getRequestBody().readAllBytes();
      String line = at + " " + call.getRequestHeaders().getFirst("Idempotency-Key") + "\n";
      // In one piece: SIGKILL leaves whole lines.
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      call.sendResponseHeaders(204, -1);
    }
  }
}
