/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fault injector between clients and a server on this machine: forwards their bytes, and freezes
 * or cuts connections when a test asks for it.
 *
 * <p>{@link #pause} holds bytes in one or both directions without losing any, like a frozen
 * network: connections stay, and neither side notices. {@link #cut} resets all connections, {@link
 * #refuse} rejects new ones. A connection that the server does not accept is reset. The three are
 * independent of each other.
 *
 * <p>A Kafka broker tells its clients where to connect: put the proxy before a separate listener,
 * with {@link BrokerBuilder#additionalListener}.
 *
 * <p>Safe for use by several threads.
 */
public final class TcpProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);

  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final InetSocketAddress target;
  private final int port;
  private final ProxyGate requests = new ProxyGate();
  private final ProxyGate answers = new ProxyGate();
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listening;
  private @Nullable Thread acceptor;
  private boolean closed;

  private TcpProxy(InetSocketAddress target, int port) {
    this.target = target;
    this.port = port;
  }

  /**
   * Starts a proxy on a free port of 127.0.0.1. The server need not run yet.
   *
   * @param host host of the server
   * @param port port of the server, 1 to 65535
   * @throws UncheckedIOException if the proxy cannot listen
   */
  public static TcpProxy to(String host, int port) {
    TcpProxy proxy =
        new TcpProxy(new InetSocketAddress(host, FreePorts.checked(port)), FreePorts.next());
    proxy.accept();
    return proxy;
  }

  /** Host for clients of the proxy. */
  public String host() {
    return BrokerFolder.HOST;
  }

  /** Port for clients of the proxy; stays the same over {@link #refuse} and {@link #accept}. */
  public int port() {
    return port;
  }

  /** Number of open connections. */
  public int connections() {
    return connections.size();
  }

  /**
   * Holds the bytes of the given directions, of both if none is given. Bytes in passage have passed
   * when this returns, unless the receiver does not read for a second.
   */
  public void pause(Direction... directions) {
    gates(directions).forEach(ProxyGate::shut);
  }

  /** Releases the held bytes of the given directions, of both if none is given. */
  public void resume(Direction... directions) {
    gates(directions).forEach(ProxyGate::open);
  }

  /** Whether the bytes of the direction are held. */
  public boolean paused(Direction direction) {
    return gate(direction).isShut();
  }

  /** Resets all connections; held bytes are lost. New connections are accepted. */
  public void cut() {
    connections.forEach(ProxyConnection::cut);
  }

  /** Rejects new connections; open ones stay. Does nothing if it does so already. */
  public synchronized void refuse() {
    ServerSocket ending = listening;
    listening = null;
    if (ending != null) {
      close(ending);
      awaitEnd(Objects.requireNonNull(acceptor));
    }
  }

  // The operating system accepts connections as long as a thread is about to accept one.
  private static void awaitEnd(Thread acceptor) {
    try {
      acceptor.join(END_LIMIT.toMillis());
      if (acceptor.isAlive()) {
        throw new IllegalStateException(
            "The proxy did not stop taking connections in " + END_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Accepts new connections again. Does nothing if it does so already.
   *
   * @throws UncheckedIOException if the proxy can no longer listen on its port
   * @throws IllegalStateException if the proxy is closed
   */
  public synchronized void accept() {
    if (closed) {
      throw new IllegalStateException("This proxy is closed; start a new one.");
    }
    if (listening != null) {
      return;
    }
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host()), port));
      listening = socket;
      Thread thread = new Thread(() -> acceptFrom(socket), "proxy " + port);
      thread.setDaemon(true);
      thread.start();
      acceptor = thread;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the proxy and all connections. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      refuse();
    }
    cut();
    resume();
  }

  private void acceptFrom(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        connect(socket.accept());
      } catch (IOException e) {
        LOG.debug("Proxy on port {} takes no more connections: {}", port, e.toString());
      }
    }
  }

  private void connect(Socket client) {
    ProxyConnection connection = new ProxyConnection(client, connections::remove);
    // Registered before the server sees it, so that it can be cut as soon as a peer knows of it.
    connections.add(connection);
    try {
      connection.start(target, requests, answers);
    } catch (IOException e) {
      LOG.debug("{} does not take a connection: {}", target, e.toString());
      connection.cut();
      connections.remove(connection);
    }
  }

  private List<ProxyGate> gates(Direction... directions) {
    List<Direction> chosen = List.of(directions.length == 0 ? Direction.values() : directions);
    return chosen.stream().map(this::gate).toList();
  }

  private ProxyGate gate(Direction direction) {
    return direction == Direction.TO_SERVER ? requests : answers;
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket was closed already", e);
    }
  }
}
