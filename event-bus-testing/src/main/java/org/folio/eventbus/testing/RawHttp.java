/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A connection to a server on this machine that sends raw bytes, for requests that no HTTP client
 * sends. Not for use by several threads at a time.
 */
public final class RawHttp implements AutoCloseable {

  private static final String END = "\r\n";

  private final Socket socket;

  /**
   * Connects.
   *
   * @param limit how long {@link #answer()} waits for each byte
   */
  public RawHttp(int port, Duration limit) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The head of a request; its last header asks the server to close the connection after the
   * response.
   *
   * @param line such as {@code GET /path HTTP/1.1}
   * @param headers such as {@code Accept: text/plain}
   */
  public static String head(String line, List<String> headers) {
    StringBuilder head = new StringBuilder(line).append(END).append("Host: localhost").append(END);
    headers.forEach(header -> head.append(header).append(END));
    return head.append("Connection: close").append(END).append(END).toString();
  }

  /** Sends characters of ISO-8859-1, each as a byte. */
  public RawHttp send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes. */
  public RawHttp send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Everything that the server sends until it closes the connection, each byte as a character.
   *
   * @throws UncheckedIOException if nothing arrives within the limit, or the connection breaks
   */
  public String answer() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
