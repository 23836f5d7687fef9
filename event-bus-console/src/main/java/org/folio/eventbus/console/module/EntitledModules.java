/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The modules of Eureka's applications that a tenant is entitled for, as mgr-tenant-entitlements
 * tells through the gateway.
 */
final class EntitledModules {

  private static final String APPLICATIONS = "/entitlements/%s/applications";

  // The most that mgr-tenant-entitlements gives at once.
  private static final int PAGE = 500;

  private EntitledModules() {}

  /**
   * The ids of the modules that provide an interface.
   *
   * @param ids the ids; none if the answer is not good
   * @param answer the last answer
   */
  record Providers(List<String> ids, ModuleAnswer answer) {}

  /** Asks for the modules that provide an interface. */
  static Providers of(EventBusModule gateway, ModuleClient client, String wanted) {
    List<String> ids = new ArrayList<>();
    int read = 0;
    while (true) {
      ModuleAnswer answer =
          client
              .get(
                  gateway,
                  APPLICATIONS.formatted(client.tenant()),
                  Map.of("limit", "" + PAGE, "offset", "" + read))
              .join();
      if (!answer.good()) {
        return new Providers(List.of(), answer);
      }
      JsonNode applications = answer.body().path("applicationDescriptors");
      for (JsonNode application : applications) {
        for (JsonNode module : application.path("moduleDescriptors")) {
          if (provides(module, wanted) && !ids.contains(module.path("id").asText())) {
            ids.add(module.path("id").asText());
          }
        }
      }
      read += applications.size();
      if (applications.isEmpty() || read >= answer.body().path("totalRecords").asInt()) {
        return new Providers(ids, answer);
      }
    }
  }

  private static boolean provides(JsonNode module, String wanted) {
    for (JsonNode one : module.path("provides")) {
      if (wanted.equals(one.path("id").asText())) {
        return true;
      }
    }
    return false;
  }
}
