/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files that a broker needs at its start: its settings, and a formatted data folder. */
final class BrokerFolder implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  /** Not a setting of Kafka: the id that the data folder is formatted with. */
  static final String CLUSTER_ID = "event-bus.cluster.id";

  private static final String PLAINTEXT = "PLAINTEXT";
  private static final String CONTROLLER = "CONTROLLER";

  private final DataFolder folder;
  private final int port;

  private BrokerFolder(DataFolder folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** A node that forms a cluster alone. */
  static BrokerFolder prepare(
      DataFolder folder,
      int port,
      List<BrokerListener> additional,
      Map<String, String> properties) {
    return prepare(folder, port, additional, properties, ClusterNode.single());
  }

  static BrokerFolder prepare(
      DataFolder folder,
      int port,
      List<BrokerListener> additional,
      Map<String, String> properties,
      ClusterNode node) {
    List<BrokerListener> clients = new ArrayList<>();
    clients.add(new BrokerListener(PLAINTEXT, port, port));
    clients.addAll(additional);
    Properties settings = new Properties();
    settings.putAll(BrokerDefaults.SETTINGS);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(node.id()));
    settings.put(CLUSTER_ID, node.clusterId());
    settings.put("controller.quorum.voters", node.voters());
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", PLAINTEXT);
    settings.put(
        "listeners",
        joined(clients, BrokerListener::listening)
            + ",%s://%s:%s".formatted(CONTROLLER, HOST, node.controllerPort()));
    settings.put("advertised.listeners", joined(clients, BrokerListener::advertised));
    settings.put(
        "listener.security.protocol.map",
        joined(clients, BrokerListener::protocol) + "," + CONTROLLER + ":" + PLAINTEXT);
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

  private static String joined(
      List<BrokerListener> listeners, Function<BrokerListener, String> part) {
    return listeners.stream().map(part).collect(Collectors.joining(","));
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
