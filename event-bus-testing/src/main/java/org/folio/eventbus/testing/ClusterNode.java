/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A node's settings of its cluster. Every node is broker and controller.
 *
 * @param id 1, 2, 3 …
 * @param clusterId the same on all nodes
 * @param controllerPorts the controller ports of all nodes, in the order of their ids
 */
record ClusterNode(int id, String clusterId, List<Integer> controllerPorts) {

  static ClusterNode single() {
    return cluster(1).get(0);
  }

  static List<ClusterNode> cluster(int size) {
    String cluster = Uuid.randomUuid().toString();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ports.add(FreePorts.next());
    }
    return IntStream.rangeClosed(1, size)
        .mapToObj(id -> new ClusterNode(id, cluster, List.copyOf(ports)))
        .toList();
  }

  int controllerPort() {
    return controllerPorts.get(id - 1);
  }

  /** Value of the setting {@code controller.quorum.voters}. */
  String voters() {
    return IntStream.rangeClosed(1, controllerPorts.size())
        .mapToObj(
            voter -> "%s@%s:%s".formatted(voter, BrokerFolder.HOST, controllerPorts.get(voter - 1)))
        .collect(Collectors.joining(","));
  }
}
