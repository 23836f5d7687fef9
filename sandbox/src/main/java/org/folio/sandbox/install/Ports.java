/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.folio.eventbus.testing.FreePorts;

/** The ports of all servers on 127.0.0.1. */
public record Ports(
    int okapi,
    int circulation,
    int feesFines,
    int patronBlocks,
    int audit,
    int remoteStorage,
    int pubSubBridge,
    int kafka,
    int postgres) {

  /** Ports on which nothing listens at the moment. */
  public static Ports free() {
    return new Ports(
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next());
  }

  /** The port of the first instance of a module. */
  public int of(AdapterModule module) {
    return switch (module) {
      case CIRCULATION -> circulation;
      case FEES_FINES -> feesFines;
      case PATRON_BLOCKS -> patronBlocks;
      case AUDIT -> audit;
      case REMOTE_STORAGE -> remoteStorage;
      case PUBSUB_BRIDGE -> pubSubBridge;
    };
  }

  /**
   * Checks that the ports are free.
   *
   * @throws SandboxException naming the first port that is taken and the option that changes it
   */
  public void requireFree() {
    requireFree(okapi, "the stand-in for Okapi", "--okapi-port");
    requireFree(circulation, "mod-circulation-adapter", "--circulation-port");
    requireFree(feesFines, "mod-feesfines-adapter", "--fees-fines-port");
    requireFree(patronBlocks, "mod-patron-blocks-adapter", "--patron-blocks-port");
    requireFree(audit, "mod-audit-adapter", "--audit-port");
    requireFree(remoteStorage, "mod-remote-storage-adapter", "--remote-storage-port");
    requireFree(pubSubBridge, "mod-pubsub-bridge", "--pubsub-bridge-port");
    requireFree(kafka, "Kafka", "--kafka-port");
    requireFree(postgres, "PostgreSQL", "--postgres-port");
  }

  /**
   * Checks that a port is free.
   *
   * @param user for whom, for the message
   * @param option what changes it
   * @throws SandboxException if it is taken
   */
  public static void requireFree(int port, String user, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      // Recently closed connections do not block a listener.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new SandboxException(
          "Port %s, meant for %s, is in use by another program. Choose another one with %s."
              .formatted(port, user, option),
          e);
    }
  }
}
