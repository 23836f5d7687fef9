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
 * The load of the first two tenants: one has a large backlog, the other has poison in one event of
 * ten.
 */
record BadTenants(List<Work> tenants) {

  // One event in this number is written early, so that the code for backlogs and poison is compiled
  // before the measurement.
  private static final int EARLY = 11;

  /**
   * The events of one tenant.
   *
   * @param early number of events that are written early
   * @param model their expected result
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
                // With this many borrowers hardly any event waits behind another: the work is
                // parking.
                new Load(poison, poison, poisonEvery, 0, sizes.seed()))
            .map(load -> Work.of(load, Math.max(1, load.events() / EARLY)))
            .toList());
  }

  /** The same tenants with the early events only. */
  BadTenants onlyEarly() {
    return new BadTenants(tenants.stream().map(Work::onlyEarly).toList());
  }

  /** Expected number of events with an effect. */
  long effects() {
    return tenants.stream().mapToLong(work -> work.model().effects()).sum();
  }

  /** Writes the early events to Kafka; the rest waits for {@link Writing#finish}. */
  Writing begin(Servers servers, String environment, List<String> names) {
    return new Writing(servers, environment, names);
  }

  /** Compares the tables of these tenants with the expected result. */
  void check(Stage stage, String who, DatabaseCoordinates database, List<String> names) {
    for (int i = 0; i < tenants.size(); i++) {
      stage.check(
          who + ", " + names.get(i), database, new TenantId(names.get(i)), tenants.get(i).model());
    }
  }

  /** The writing of these tenants' events to Kafka. */
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

    /** Writes the rest and returns when Kafka has all events. */
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
