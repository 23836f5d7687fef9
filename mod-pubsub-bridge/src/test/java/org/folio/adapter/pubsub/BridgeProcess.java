/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;

/** The bridge in a JVM of its own, which a test can kill and start again. */
final class BridgeProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final int port = FreePorts.next();
  private final Map<String, String> variables;
  private final Path log;
  private ChildJvm child;

  /** A process that is not started. */
  BridgeProcess(Map<String, String> variables, Path log) {
    this.variables = variables;
    this.log = log;
  }

  int port() {
    return port;
  }

  /** Does not wait: the process may be killed while it starts. */
  void launch() {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(PubSubBridge.class.getName())
            .jvmOption("-Xmx256m")
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .systemProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager")
            .logFile(log);
    variables.forEach(builder::environment);
    child = builder.start();
  }

  /** Waits until it answers. */
  void awaitListening() {
    await()
        .atMost(START_LIMIT)
        .ignoreException(ConnectException.class)
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  void kill() {
    child.kill();
  }

  @Override
  public void close() {
    kill();
  }
}
