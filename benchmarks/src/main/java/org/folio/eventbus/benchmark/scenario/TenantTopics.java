/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.load.EventTopic;

/** Creates the topics of tenants before any process reads or writes them. */
final class TenantTopics {

  private TenantTopics() {}

  /**
   * Creates a topic per tenant.
   *
   * @param variables FOLIO's environment variables
   */
  static void create(
      Servers servers, Map<String, String> variables, List<String> tenants, int partitions) {
    String environment = variables.getOrDefault("ENV", "");
    for (String tenant : tenants) {
      new EventTopic(servers.kafka(), environment, new TenantId(tenant)).create(partitions);
    }
  }
}
