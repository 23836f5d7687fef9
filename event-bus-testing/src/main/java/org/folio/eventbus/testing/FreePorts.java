/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free TCP ports from 15000 to 29999: below the range of ports for outgoing connections, so that
 * none of those takes the port of a server that is down for a moment.
 */
public final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int COUNT = 15_000;

  // A random start keeps concurrent JVMs apart.
  private static final int OFFSET = ThreadLocalRandom.current().nextInt(COUNT);
  private static final AtomicInteger TRIED = new AtomicInteger();

  private FreePorts() {}

  /**
   * A port on which nothing listens; never the same one twice in this JVM. Safe for use by several
   * threads.
   *
   * @throws IllegalStateException if all ports of the range are used
   */
  public static int next() {
    while (true) {
      int tried = TRIED.getAndIncrement();
      if (tried < 0 || tried >= COUNT) {
        throw new IllegalStateException("No free port is left between 15000 and 29999");
      }
      int port = FIRST + (OFFSET + tried) % COUNT;
      if (isFree(port)) {
        return port;
      }
    }
  }

  static int checked(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is between 1 and 65535, not " + port);
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
