/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import org.folio.eventbus.benchmark.contender.Assignment.Special;
import org.folio.eventbus.benchmark.contender.ContenderKind;
import org.folio.eventbus.benchmark.load.Load;
import org.jspecify.annotations.Nullable;

/** Finds the number of threads with which the parallel consumer is fastest. */
final class ThreadsScenario implements Scenario {

  private static final List<Integer> THREADS = List.of(4, 8, 16, 32, 64);
  private static final int SHARE = 10;

  private @Nullable Backlog backlog;

  @Override
  public String name() {
    return "parallel-threads";
  }

  @Override
  public void play(Stage stage, int round) {
    Sizes sizes = stage.sizes();
    Backlog events = backlog;
    if (events == null) {
      Load load = Load.plain(sizes.part(SHARE), sizes.keys(), sizes.seed());
      events = Backlog.fill(stage.servers(), load, sizes.partitions());
      backlog = events;
    }
    for (int threads : THREADS) {
      ContenderKind kind = ContenderKind.PARALLEL_CONSUMER;
      new BacklogRun(stage, name(), round)
          .run(kind, kind.title() + ", " + threads + " threads", events, Special.threads(threads));
    }
  }
}
