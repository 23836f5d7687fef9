/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.nio.file.Path;

/** The child JVM of {@link ForkedKafka}. */
final class ForkedKafkaNode {

  static final String READY = "Kafka node is ready";

  private ForkedKafkaNode() {}

  /**
   * Runs a node until the process is asked to end or its parent dies.
   *
   * @param arguments path of the file with the node's settings
   */
  public static void main(String[] arguments) {
    ChildJvm.exitWithParent();
    KafkaNode node = KafkaNode.start(Path.of(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "stop Kafka"));
    System.out.println(READY);
  }
}
