/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.load.EventTopic;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.benchmark.load.Model;
import org.folio.eventbus.benchmark.load.Refusal;
import org.folio.eventbus.testing.DatabaseCoordinates;

/**
 * What the first tenants suddenly have to do: one a large backlog, one events of which each tenth
 * is refused.
 */
record BadTenants(List<Load> loads, List<Model> models) {

  static final BadTenants NONE = new BadTenants(List.of(), List.of());

  static BadTenants of(Sizes sizes, double bulkShare, int poisonShare, int poisonEvery) {
    int bulk = (int) (sizes.events() * bulkShare);
    int poison = Math.max(1, bulk / poisonShare);
    List<Load> loads =
        List.of(
            Load.plain(bulk, sizes.keys(), sizes.seed()),
            // So many borrowers that hardly any event waits behind another: the work is parking.
            new Load(poison, poison, poisonEvery, 0, sizes.seed()));
    List<Model> models = new ArrayList<>();
    for (Load load : loads) {
      Model model = new Model(Refusal.PARKS_KEY);
      load.forEach(model::apply);
      models.add(model);
    }
    return new BadTenants(loads, models);
  }

  /** Number of events that must have an effect. */
  long effects() {
    return models.stream().mapToLong(Model::effects).sum();
  }

  /** Writes all events to Kafka: those with poison first, they are fewer. */
  void publish(Servers servers, String environment, List<String> tenants) {
    for (int i = loads.size() - 1; i >= 0; i--) {
      new EventTopic(servers.kafka(), environment, new TenantId(tenants.get(i)))
          .fill(loads.get(i), event -> {});
    }
  }

  /** Compares the tables of these tenants with what must be there. */
  void check(Stage stage, String who, DatabaseCoordinates database, List<String> tenants) {
    for (int i = 0; i < models.size(); i++) {
      stage.check(
          who + ", " + tenants.get(i), database, new TenantId(tenants.get(i)), models.get(i));
    }
  }
}
