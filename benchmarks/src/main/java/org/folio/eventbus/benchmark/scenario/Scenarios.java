/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import java.util.function.UnaryOperator;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.benchmark.scenario.BacklogScenario.Entrant;

/** All scenarios. */
public final class Scenarios {

  private static final List<Entrant> CONSUMERS =
      List.of(
          new Entrant(ContenderKind.EVENT_BUS, 1),
          new Entrant(ContenderKind.PARALLEL_CONSUMER, 5),
          new Entrant(ContenderKind.RECORD_BY_RECORD, 10));

  private static final List<Entrant> ALL =
      List.of(
          CONSUMERS.get(0),
          CONSUMERS.get(1),
          CONSUMERS.get(2),
          new Entrant(ContenderKind.POLL_ONLY, 1),
          new Entrant(ContenderKind.INSERT_ONLY, 1));

  private Scenarios() {}

  /** All scenarios, in the order in which they are played. */
  public static List<Scenario> all() {
    return List.of(
        new BacklogScenario(
            "catch-up",
            ALL,
            sizes -> Load.plain(sizes.events(), sizes.keys(), sizes.seed()),
            UnaryOperator.identity()));
  }
}
