/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.regex.Pattern;

/**
 * A listener of a broker for clients.
 *
 * @param name unique within the broker
 * @param port the port of the listener
 * @param advertisedPort the port that it advertises to clients
 */
record BrokerListener(String name, int port, int advertisedPort) {

  private static final Pattern NAME = Pattern.compile("[A-Z]+");

  BrokerListener {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A listener's name is upper-case letters, not " + name);
    }
  }

  String listening() {
    return "%s://%s:%s".formatted(name, BrokerFolder.HOST, port);
  }

  String advertised() {
    return "%s://%s:%s".formatted(name, BrokerFolder.HOST, advertisedPort);
  }

  String protocol() {
    return name + ":PLAINTEXT";
  }
}
