/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** A combined broker and controller in this JVM, from a file of settings. */
final class KafkaNode {

  private final KafkaRaftServer server;

  private KafkaNode(KafkaRaftServer server) {
    this.server = server;
  }

  /** Formats the data folder on the first start, and starts the node. */
  static KafkaNode start(Path settings) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(settings)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
      format(settings, properties.getProperty(BrokerFolder.CLUSTER_ID));
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException | Error e) {
      server.shutdown();
      throw e;
    }
    return new KafkaNode(server);
  }

  private static void format(Path settings, String clusterId) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] command = {"format", "-t", clusterId, "-c", settings.toString(), "--ignore-formatted"};
    int code = StorageTool.execute(command, new PrintStream(output, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IllegalStateException(
          "Kafka's data folder could not be formatted: "
              + output.toString(StandardCharsets.UTF_8).strip());
    }
  }

  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }
}
