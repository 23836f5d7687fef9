/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.Workspace;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Restarts two processes of each adapter one by one, as an orchestrator does, under 200 events a
 * second. Publishers see only refused or closed connections; no event is lost or counted twice.
 * Kafka and PostgreSQL are real.
 */
@Tag("long")
class RollingRestartTest {

  private static final int INSTANCES = 2;
  private static final int WELL_UNDER_WAY = 200;

  // Events of a quarter of a second. While a process starts, the others share less than two cores
  // and fall behind. The next restart waits until they have caught up, which keeps the overall
  // pace. On a machine that never catches up, the test checks the same laws at a lower pace.
  private static final int IN_TIME = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  // Orchestrators kill a process that does not end within 30 seconds; this limit leaves a margin.
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static Installation installation;
  private static Stage stage;

  @BeforeAll
  static void install() {
    Path project = Path.of("").toAbsolutePath().getParent();
    Workspace workspace =
        new Workspace(project, Path.of("target", "rolling-restart-test").toAbsolutePath());
    assertThat(workspace.occupy()).isTrue();
    workspace.clear();
    installation =
        Installation.start(
            workspace, Ports.free(), AdapterModule.OF_PATRON_BLOCKS, INSTANCES, progress -> {});
    installation.startAdapters();
    for (AdapterModule module : installation.modules()) {
      new EventBusClient(installation.instances(module).get(0).url(), installation.okapiUrl())
          .enable(module);
    }
    Story story = new Story(new PrintStream(PrintStream.nullOutputStream()));
    stage = new Stage(installation, story, new Claims(story), new LibraryMonth(1, 1, 1));
  }

  @AfterAll
  static void close() {
    stage.close();
    installation.close();
  }

  @Test
  void everyProcessIsRestartedAndNobodyNotices() {
    long seed = System.nanoTime();
    String run = "seed " + seed;
    System.out.println(run);
    List<URI> circulation =
        installation.instances(AdapterModule.CIRCULATION).stream()
            .map(AdapterProcess::url)
            .toList();
    Traffic traffic = new Traffic(circulation, seed);
    traffic.start();
    try {
      for (AdapterProcess process : installation.adapters()) {
        awaitFlow(traffic);
        restart(process);
        assertThat(traffic.flows()).as("%s, the traffic goes on", run).isTrue();
      }
      awaitFlow(traffic);
    } finally {
      traffic.stop();
    }
    String flow = traffic.summary();
    stage.awaitCaughtUp();

    Map<String, Long> repetitions =
        traffic.repetitions().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    System.out.println(flow + " " + repetitions);
    List<LoanEvent> accepted = traffic.acceptedEvents();
    assertThat(traffic.repeated()).as("%s, the restarts were felt", run).isPositive();
    assertThat(traffic.cutOff()).as("%s, requests that were taken are answered", run).isZero();
    AppliedOnce.check(stage, accepted, run);
    assertThat(stage.consumer().parked()).as(run).isEmpty();
  }

  private static void awaitFlow(Traffic traffic) {
    long before = traffic.accepted();
    long patience = System.nanoTime() + PATIENCE.toNanos();
    Await.until(
        "the traffic to flow",
        LIMIT,
        () ->
            traffic.accepted() >= before + WELL_UNDER_WAY
                    && (traffic.behind() <= IN_TIME || System.nanoTime() > patience)
                || !traffic.flows());
  }

  private static void restart(AdapterProcess process) {
    long begun = System.nanoTime();
    process.stop();
    Duration stop = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(process.alive()).isFalse();
    assertThat(stop).as("the end of %s after SIGTERM", process.name()).isLessThan(STOP_LIMIT);
    long ended = System.nanoTime();
    process.start();
    process.awaitReady();
    Duration start = Duration.ofNanos(System.nanoTime() - ended);
    System.out.printf(
        "%s: ended %d ms after SIGTERM, ready %d ms after its start%n",
        process.name(), stop.toMillis(), start.toMillis());
  }
}
