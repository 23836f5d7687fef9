/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import org.folio.sandbox.install.Ports;
import picocli.CommandLine.Option;

/** The ports of the lasting sandbox. */
final class PortOptions {

  @Option(
      names = "--okapi-port",
      defaultValue = "${env:BUS_OKAPI_PORT:-9130}",
      description = "The stand-in for Okapi; BUS_OKAPI_PORT. Default: ${DEFAULT-VALUE}")
  private int okapi;

  @Option(
      names = "--circulation-port",
      defaultValue = "${env:BUS_CIRCULATION_PORT:-9801}",
      description = "mod-circulation-adapter; BUS_CIRCULATION_PORT. Default: ${DEFAULT-VALUE}")
  private int circulation;

  @Option(
      names = "--patron-blocks-port",
      defaultValue = "${env:BUS_PATRON_BLOCKS_PORT:-9802}",
      description = "mod-patron-blocks-adapter; BUS_PATRON_BLOCKS_PORT. Default: ${DEFAULT-VALUE}")
  private int patronBlocks;

  @Option(
      names = "--fees-fines-port",
      defaultValue = "${env:BUS_FEES_FINES_PORT:-9803}",
      description = "mod-feesfines-adapter; BUS_FEES_FINES_PORT. Default: ${DEFAULT-VALUE}")
  private int feesFines;

  @Option(
      names = "--audit-port",
      defaultValue = "${env:BUS_AUDIT_PORT:-9804}",
      description = "mod-audit-adapter; BUS_AUDIT_PORT. Default: ${DEFAULT-VALUE}")
  private int audit;

  @Option(
      names = "--remote-storage-port",
      defaultValue = "${env:BUS_REMOTE_STORAGE_PORT:-9805}",
      description =
          "mod-remote-storage-adapter; BUS_REMOTE_STORAGE_PORT. Default: ${DEFAULT-VALUE}")
  private int remoteStorage;

  @Option(
      names = "--pubsub-bridge-port",
      defaultValue = "${env:BUS_PUBSUB_BRIDGE_PORT:-9806}",
      description = "mod-pubsub-bridge; BUS_PUBSUB_BRIDGE_PORT. Default: ${DEFAULT-VALUE}")
  private int pubSubBridge;

  @Option(
      names = "--kafka-port",
      defaultValue = "${env:BUS_KAFKA_PORT:-19092}",
      description = "Kafka; BUS_KAFKA_PORT. Default: ${DEFAULT-VALUE}")
  private int kafka;

  @Option(
      names = "--postgres-port",
      defaultValue = "${env:BUS_POSTGRES_PORT:-15432}",
      description = "PostgreSQL; BUS_POSTGRES_PORT. Default: ${DEFAULT-VALUE}")
  private int postgres;

  @Option(
      names = "--console-port",
      defaultValue = "${env:BUS_CONSOLE_PORT:-8090}",
      description = "The console; BUS_CONSOLE_PORT. Default: ${DEFAULT-VALUE}")
  private int console;

  int console() {
    return console;
  }

  Ports ports() {
    return new Ports(
        okapi,
        circulation,
        feesFines,
        patronBlocks,
        audit,
        remoteStorage,
        pubSubBridge,
        kafka,
        postgres);
  }
}
