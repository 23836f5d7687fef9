/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.load.EventTopic;
import org.folio.eventbus.benchmark.load.Load;

/** The path from a transaction to the journal: each half of it, and both together. */
final class RelayScenario implements Scenario {

  private static final List<ContenderKind> KINDS =
      List.of(ContenderKind.PUBLISH, ContenderKind.RELAY, ContenderKind.PUBLISH_AND_RELAY);

  // Two fifths of the events of a backlog: 200,000 of 500,000.
  private static final double SHARE = 0.4;

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public void play(Stage stage, int round) {
    Sizes sizes = stage.sizes();
    Load load = Load.plain((int) (sizes.events() * SHARE), sizes.keys(), sizes.seed());
    for (ContenderKind kind : sizes.brief() ? KINDS.subList(2, 3) : KINDS) {
      String environment = stage.servers().kafka().uniqueEnvironment();
      Backlog events = Backlog.none(environment, load);
      new BacklogRun(stage, name(), round).run(kind, kind.title(), events, Assignment.Special.NONE);
      if (kind != ContenderKind.PUBLISH) {
        EventTopic topic =
            new EventTopic(stage.servers().kafka(), environment, new TenantId(Assignment.TENANT));
        topic.difference(load.events()).ifPresent(text -> stage.wrong(name() + ": " + text));
      }
    }
  }
}
