/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
record BadTenants(List<Work> tenants) {

  // Of the events, one in so many comes early: whoever works on backlogs and poison for the first
  // time has to compile what it takes for it, and nobody asks how long that takes.
  private static final int EARLY = 11;

  /**
   * The events of one tenant.
   *
   * @param early how many of them come early
   * @param model what they lead to
   */
  record Work(Load load, int early, Model model) {

    static Work of(Load load, int early) {
      Model model = new Model(Refusal.PARKS_KEY);
      load.forEach(model::apply);
      return new Work(load, early, model);
    }

    Work onlyEarly() {
      return of(
          new Load(early, load.keys(), load.poisonEvery(), load.duplicatePercent(), load.seed()),
          early);
    }
  }

  static BadTenants of(Sizes sizes, double bulkShare, int poisonShare, int poisonEvery) {
    int bulk = (int) (sizes.events() * bulkShare);
    int poison = Math.max(1, bulk / poisonShare);
    return new BadTenants(
        Stream.of(
                Load.plain(bulk, sizes.keys(), sizes.seed()),
                // So many borrowers that hardly any event waits behind another: the work is
                // parking.
                new Load(poison, poison, poisonEvery, 0, sizes.seed()))
            .map(load -> Work.of(load, Math.max(1, load.events() / EARLY)))
            .toList());
  }

  /** The same tenants with only what comes early. */
  BadTenants onlyEarly() {
    return new BadTenants(tenants.stream().map(Work::onlyEarly).toList());
  }

  /** Number of events that must have an effect. */
  long effects() {
    return tenants.stream().mapToLong(work -> work.model().effects()).sum();
  }

  /** Writes what comes early to Kafka; the rest, if there is any, waits. */
  Writing begin(Servers servers, String environment, List<String> names) {
    return new Writing(servers, environment, names);
  }

  /** Compares the tables of these tenants with what must be there. */
  void check(Stage stage, String who, DatabaseCoordinates database, List<String> names) {
    for (int i = 0; i < tenants.size(); i++) {
      stage.check(
          who + ", " + names.get(i), database, new TenantId(names.get(i)), tenants.get(i).model());
    }
  }

  /** The events of these tenants on their way to Kafka. */
  final class Writing implements AutoCloseable {

    private final ExecutorService threads = Executors.newFixedThreadPool(tenants.size());
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> written = new ArrayList<>();

    private Writing(Servers servers, String environment, List<String> names) {
      for (int i = 0; i < tenants.size(); i++) {
        Work work = tenants.get(i);
        EventTopic topic = new EventTopic(servers.kafka(), environment, new TenantId(names.get(i)));
        AtomicInteger made = new AtomicInteger();
        written.add(
            CompletableFuture.runAsync(
                () ->
                    topic.fill(
                        work.load(),
                        event -> {
                          if (made.getAndIncrement() == work.early()) {
                            waitToGoOn();
                          }
                        }),
                threads));
      }
    }

    private void waitToGoOn() {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("Ended before all was written", e);
      }
    }

    /** Writes the rest, and returns when all is on Kafka. */
    void finish() {
      goOn.countDown();
      written.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
