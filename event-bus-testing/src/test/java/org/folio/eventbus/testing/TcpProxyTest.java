/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SILENCE_MILLIS = 300;

  private ServerSocket server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(FreePorts.next());
    proxy = TcpProxy.to("127.0.0.1", server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void forwardsBothWaysAndTheEndOfAConnection() throws IOException {
    try (Line line = new Line()) {
      line.client.getOutputStream().write(7);
      assertThat(line.accepted.getInputStream().read()).isEqualTo(7);
      line.accepted.getOutputStream().write(8);
      assertThat(line.client.getInputStream().read()).isEqualTo(8);

      line.client.shutdownOutput();
      assertThat(line.accepted.getInputStream().read()).isEqualTo(-1);
      line.accepted.getOutputStream().write(9);
      assertThat(line.client.getInputStream().read()).isEqualTo(9);
      line.accepted.close();
      assertThat(line.client.getInputStream().read()).isEqualTo(-1);
      await().atMost(LIMIT).until(() -> proxy.connections() == 0);
    }
  }

  @Test
  void pausedDirectionIsHeldWhileTheOtherFlowsAndNothingIsLost() throws IOException {
    try (Line line = new Line()) {
      proxy.pause(Direction.TO_CLIENT);
      assertThat(proxy.paused(Direction.TO_CLIENT)).isTrue();
      assertThat(proxy.paused(Direction.TO_SERVER)).isFalse();

      line.client.getOutputStream().write(1);
      assertThat(line.accepted.getInputStream().read()).isEqualTo(1);
      line.accepted.getOutputStream().write(2);
      assertSilent(line.client);

      proxy.resume();
      assertThat(line.client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void endOfAConnectionIsNotHeardOfOnAFrozenLine() throws IOException {
    try (Line line = new Line()) {
      proxy.pause();
      line.client.close();
      assertSilent(line.accepted);

      proxy.resume();
      assertThat(line.accepted.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void cutResetsBothSidesAndDropsWhatWasHeld() throws IOException {
    try (Line line = new Line()) {
      proxy.pause(Direction.TO_SERVER);
      line.client.getOutputStream().write(1);

      proxy.cut();
      proxy.resume();

      assertThatThrownBy(() -> line.accepted.getInputStream().read())
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> line.client.getInputStream().read())
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      await().atMost(LIMIT).until(() -> proxy.connections() == 0);
    }
    new Line().close();
  }

  @Test
  void refusedClientsMayConnectAgainLaterOnTheSamePort() throws IOException {
    try (Line line = new Line()) {
      proxy.refuse();
      assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port()).close())
          .isInstanceOf(IOException.class);
      line.client.getOutputStream().write(1);
      assertThat(line.accepted.getInputStream().read()).isEqualTo(1);

      proxy.accept();
      new Line().close();
    }
  }

  @Test
  void connectionThatTheServerDoesNotTakeIsEnded() throws IOException {
    server.close();
    try (Socket client = new Socket(proxy.host(), proxy.port())) {
      client.setSoTimeout((int) LIMIT.toMillis());
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void closedProxyTakesNobodyAnyMore() {
    proxy.close();
    assertThatThrownBy(() -> new Socket(proxy.host(), proxy.port()).close())
        .isInstanceOf(IOException.class);
    assertThatIllegalStateException().isThrownBy(proxy::accept);
  }

  @Test
  void kafkaClientsStayOnTheProxyThatTheirListenerAdvertises() throws Exception {
    int door = FreePorts.next();
    try (TcpProxy line = TcpProxy.to("127.0.0.1", door);
        EmbeddedKafka broker =
            EmbeddedKafka.builder().additionalListener("PROXIED", door, line.port()).start()) {
      broker.createTopic("loans", 1);
      String address = line.host() + ":" + line.port();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
        assertThat(admin.describeCluster().nodes().get())
            .extracting(Node::port)
            .containsExactly(line.port());
      }
      Records.produce(address, "loans", List.of("a", "b"));
      assertThat(Records.readAll(broker, "loans")).containsExactly("a", "b");
    }
  }

  private static void assertSilent(Socket socket) throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(before);
  }

  /** A connection through the proxy, seen from both ends. */
  private final class Line implements AutoCloseable {
    final Socket client;
    final Socket accepted;

    Line() throws IOException {
      client = new Socket(proxy.host(), proxy.port());
      accepted = server.accept();
      client.setSoTimeout((int) LIMIT.toMillis());
      accepted.setSoTimeout((int) LIMIT.toMillis());
    }

    @Override
    public void close() throws IOException {
      client.close();
      accepted.close();
    }
  }
}
