/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Options of a broker on this machine. The defaults are a temporary folder and a free port.
 *
 * <p>Not for use by several threads at a time.
 *
 * @param <B> the kind of broker that is started
 */
public final class BrokerBuilder<B extends KafkaBroker> {

  private final Function<BrokerFolder, B> kind;
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<BrokerListener> listeners = new ArrayList<>();
  private @Nullable Path dataFolder;
  private int port;

  BrokerBuilder(Function<BrokerFolder, B> kind) {
    this.kind = kind;
  }

  /**
   * A folder that outlives the broker. It is created if missing; a broker that ran on it before
   * finds its topics and records again. Default: a temporary folder, deleted on close.
   */
  public BrokerBuilder<B> dataFolder(Path folder) {
    this.dataFolder = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /**
   * The port for clients. Default: one of {@link FreePorts}.
   *
   * @throws IllegalArgumentException if it is not between 1 and 65535
   */
  public BrokerBuilder<B> port(int number) {
    this.port = FreePorts.checked(number);
    return this;
  }

  /** A setting of the broker by its Kafka name; it overrides the default of the same name. */
  public BrokerBuilder<B> property(String name, String value) {
    properties.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * A further listener on 127.0.0.1, for clients that reach the broker through a {@link TcpProxy}:
   * its clients then use the advertised port.
   *
   * @param name unique name of the listener, upper-case letters
   * @param listenerPort the port of the listener; the proxy forwards to it
   * @param advertisedPort the port for clients: the port of the proxy
   * @throws IllegalArgumentException if a port is not between 1 and 65535 or the name is not valid
   */
  public BrokerBuilder<B> additionalListener(String name, int listenerPort, int advertisedPort) {
    listeners.add(
        new BrokerListener(
            name, FreePorts.checked(listenerPort), FreePorts.checked(advertisedPort)));
    return this;
  }

  /**
   * Starts the broker; see {@link KafkaBroker#start()}.
   *
   * @throws IllegalStateException if it is not ready in time
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  public B start() {
    DataFolder folder = DataFolder.of(dataFolder, "event-bus-kafka");
    int clientPort = port == 0 ? FreePorts.next() : port;
    B broker = kind.apply(BrokerFolder.prepare(folder, clientPort, listeners, properties));
    try {
      broker.start();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    return broker;
  }
}
