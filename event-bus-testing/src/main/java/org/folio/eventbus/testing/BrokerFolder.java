/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a broker finds on disk at its start: its settings, and a formatted folder for its data. */
final class BrokerFolder implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private final DataFolder folder;
  private final int port;

  private BrokerFolder(DataFolder folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static BrokerFolder prepare(DataFolder folder, int port, Map<String, String> properties) {
    int controllerPort = FreePorts.next();
    Properties settings = new Properties();
    settings.putAll(BrokerDefaults.SETTINGS);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
    settings.put("log.dirs", folder.resolve("data").toString());
    settings.putAll(properties);
    BrokerFolder prepared = new BrokerFolder(folder, port);
    try (Writer writer = Files.newBufferedWriter(prepared.settings())) {
      settings.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return prepared;
  }

  Path settings() {
    return folder.resolve("server.properties");
  }

  Path log() {
    return folder.resolve("broker.log");
  }

  int port() {
    return port;
  }

  String bootstrapServers() {
    return HOST + ":" + port;
  }

  @Override
  public void close() {
    folder.close();
  }
}
