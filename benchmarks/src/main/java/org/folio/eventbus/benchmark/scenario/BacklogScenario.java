/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.load.Load;

/**
 * Contenders process a backlog one after another, each with a consumer group and a database of its
 * own.
 */
final class BacklogScenario implements Scenario {

  private final String name;
  private final List<Entrant> entrants;
  private final Function<Sizes, Load> load;
  private final Assignment.Special special;
  private final int mostRounds;
  private final Map<Integer, Backlog> backlogs = new HashMap<>();

  /**
   * Creates a scenario.
   *
   * @param load the whole backlog
   * @param special deviations from plain work
   * @param mostRounds the number of rounds; later rounds omit the scenario
   */
  BacklogScenario(
      String name,
      List<Entrant> entrants,
      Function<Sizes, Load> load,
      Assignment.Special special,
      int mostRounds) {
    this.name = name;
    this.entrants = entrants;
    this.load = load;
    this.special = special;
    this.mostRounds = mostRounds;
  }

  /**
   * A contender of the scenario.
   *
   * @param share the divisor for its part of the events; the speed of slow contenders does not
   *     depend on the number of events, but the time of a run does
   */
  record Entrant(ContenderKind kind, int share) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public void play(Stage stage, int round) {
    if (round > mostRounds) {
      return;
    }
    for (Entrant entrant : brief(stage) ? entrants.subList(0, 1) : entrants) {
      Backlog backlog = backlogs.computeIfAbsent(entrant.share(), share -> fill(stage, share));
      new BacklogRun(stage, name, round).run(entrant.kind(), backlog, special);
    }
  }

  private boolean brief(Stage stage) {
    return stage.sizes().brief() && !name.equals(Scenarios.FIRST);
  }

  private Backlog fill(Stage stage, int share) {
    Load whole = load.apply(stage.sizes());
    Load part =
        new Load(
            Math.max(1, whole.events() / share),
            whole.keys(),
            whole.poisonEvery(),
            whole.duplicatePercent(),
            whole.seed());
    stage.say("%s: %,d events are written to Kafka", name, part.events());
    return Backlog.fill(stage.servers(), part, stage.sizes().partitions());
  }
}
