/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.benchmark.contender.Assignment.Special;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.benchmark.scenario.BacklogScenario.Entrant;

/** All scenarios. */
public final class Scenarios {

  /** The scenario in which even a brief run measures all contenders. */
  static final String FIRST = "catch-up";

  private static final Entrant EVENT_BUS = new Entrant(ContenderKind.EVENT_BUS, 1);

  // At a few thousand events per second the whole backlog would take minutes without a different
  // result.
  private static final List<Entrant> CONSUMERS =
      List.of(
          EVENT_BUS,
          new Entrant(ContenderKind.PARALLEL_CONSUMER, 5),
          new Entrant(ContenderKind.RECORD_BY_RECORD, 20));

  private static final int ALL_ROUNDS = Integer.MAX_VALUE;
  private static final int MORE = 4;
  private static final int FEWER = 5;
  private static final int DUPLICATE_PERCENT = 10;
  private static final int POISON_EVERY = 1_000;
  private static final int EXTERNAL_SHARE = 10;
  private static final int EXTERNAL_KEYS = 1_000;
  private static final int EXTERNAL_MILLIS = 5;

  // While 16 threads wait for an answer, the processors can serve 16 others.
  private static final int EXTERNAL_THREADS = 32;

  private Scenarios() {}

  /** The scenarios of a run, in their order. */
  public static List<Scenario> all() {
    return List.of(
        new BacklogScenario(FIRST, limits(), Scenarios::plain, Special.NONE, ALL_ROUNDS),
        new RelayScenario(),
        new SteadyScenario(),
        new TenantsScenario(),
        new BacklogScenario(
            "duplicates",
            CONSUMERS,
            sizes -> new Load(sizes.part(FEWER), sizes.keys(), 0, DUPLICATE_PERCENT, sizes.seed()),
            Special.NONE,
            ALL_ROUNDS),
        new BacklogScenario(
            "poison",
            CONSUMERS,
            sizes -> new Load(sizes.part(FEWER), sizes.keys(), POISON_EVERY, 0, sizes.seed()),
            Special.NONE,
            ALL_ROUNDS),
        new BacklogScenario(
            "external",
            CONSUMERS,
            sizes -> Load.plain(sizes.part(EXTERNAL_SHARE), EXTERNAL_KEYS, sizes.seed()),
            Special.external(EXTERNAL_MILLIS, EXTERNAL_THREADS),
            ALL_ROUNDS),
        new BridgeScenario());
  }

  /** Scenarios that take long or that determine the settings of others. */
  public static List<Scenario> further() {
    return List.of(
        new BacklogScenario(
            "catch-up-4x",
            List.of(EVENT_BUS),
            sizes -> Load.plain(sizes.events() * MORE, sizes.keys(), sizes.seed()),
            Special.NONE,
            1),
        new ThreadsScenario(),
        new ProducersScenario(),
        new IdleScenario());
  }

  private static Load plain(Sizes sizes) {
    return Load.plain(sizes.events(), sizes.keys(), sizes.seed());
  }

  private static List<Entrant> limits() {
    List<Entrant> all = new ArrayList<>(CONSUMERS);
    all.add(new Entrant(ContenderKind.POLL_ONLY, 1));
    all.add(new Entrant(ContenderKind.INSERT_ONLY, 1));
    return List.copyOf(all);
  }
}
