/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection through a {@link TcpProxy}: two sockets, and a thread per direction. */
final class ProxyConnection {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int CONNECT_LIMIT_MILLIS = 5_000;

  private final Socket client;
  private final Socket server = new Socket();
  private final Consumer<ProxyConnection> ended;
  private final List<Thread> threads = new ArrayList<>();
  private int open = Direction.values().length;

  ProxyConnection(Socket client, Consumer<ProxyConnection> ended) {
    this.client = client;
    this.ended = ended;
  }

  /** Connects to the server and starts forwarding. */
  void start(InetSocketAddress target, ProxyGate requests, ProxyGate answers) throws IOException {
    server.connect(target, CONNECT_LIMIT_MILLIS);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    server.setOption(StandardSocketOptions.TCP_NODELAY, true);
    synchronized (this) {
      threads.add(forward(client, server, requests, Direction.TO_SERVER));
      threads.add(forward(server, client, answers, Direction.TO_CLIENT));
    }
  }

  private Thread forward(Socket from, Socket to, ProxyGate gate, Direction direction) {
    Thread thread =
        new Thread(() -> forwardAll(from, to, gate), "proxy " + client.getPort() + " " + direction);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void forwardAll(Socket from, Socket to, ProxyGate gate) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      int length;
      while ((length = input.read(buffer)) >= 0) {
        int read = length;
        gate.pass(() -> output.write(buffer, 0, read));
      }
      // A close is a message like any other: a frozen network does not deliver it.
      gate.pass(to::shutdownOutput);
    } catch (InterruptedException e) {
      LOG.debug("A connection was cut");
    } catch (IOException e) {
      endAbruptly(gate, e);
    }
    directionEnded();
  }

  private void endAbruptly(ProxyGate gate, IOException cause) {
    LOG.debug("A connection broke off: {}", cause.toString());
    try {
      gate.pass(this::cut);
    } catch (InterruptedException e) {
      LOG.debug("A connection was cut");
    }
  }

  private void directionEnded() {
    synchronized (this) {
      open--;
      if (open > 0) {
        return;
      }
    }
    closeSockets();
    ended.accept(this);
  }

  /** Closes the connection on both sides at once; held bytes are dropped. */
  void cut() {
    closeSockets();
    synchronized (this) {
      threads.forEach(Thread::interrupt);
    }
  }

  private void closeSockets() {
    close(client);
    close(server);
  }

  private static void close(Socket socket) {
    try {
      // A reset instead of an orderly close, which would wait behind unsent bytes.
      if (!socket.isClosed()) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket was closed already", e);
    }
  }
}
