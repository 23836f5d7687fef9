/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.Workspace;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills or stops one process while 3,000 events pass at 100 a second. No event is lost or counted
 * twice, and every patron is right. Both adapters are processes; Kafka and PostgreSQL are real.
 */
@Tag("kill")
class KillTest {

  private static final int PATRONS = 100;
  private static final int EVENTS = 3_000;
  private static final Pace LOAD = new Pace(1, 100);
  private static final int WELL_UNDER_WAY = 500;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration OUTAGE = Duration.ofSeconds(3);

  private static Installation installation;
  private static Stage stage;

  @BeforeAll
  static void install() {
    Path project = Path.of("").toAbsolutePath().getParent();
    Workspace workspace = new Workspace(project, Path.of("target", "kill-test").toAbsolutePath());
    assertThat(workspace.occupy()).isTrue();
    workspace.clear();
    installation = Installation.start(workspace, Ports.free(), progress -> {});
    installation.startAdapters();
    new EventBusClient(installation.circulation().url(), installation.okapiUrl())
        .enable(AdapterModule.CIRCULATION);
    new EventBusClient(installation.patronBlocks().url(), installation.okapiUrl())
        .enable(AdapterModule.PATRON_BLOCKS);
    Story story = new Story(new PrintStream(PrintStream.nullOutputStream()));
    stage = new Stage(installation, story, new Claims(story), new LibraryMonth(1, 1, 1));
  }

  @AfterAll
  static void close() {
    stage.close();
    installation.close();
  }

  @Test
  void patronBlocksKilledUnderLoad() {
    underLoad(
        load -> {
          installation.patronBlocks().kill();
          installation.patronBlocks().start();
        });
  }

  /** Stops the broker, so that the events committed meanwhile cannot be relayed. */
  @Test
  void circulationKilledBetweenCommitAndRelay() {
    underLoad(
        load -> {
          installation.kafka().stop();
          long before = load.accepted();
          Await.until("commits", LIMIT, () -> load.accepted() >= before + 100);
          assertThat(stage.producer().outboxEvents()).isGreaterThanOrEqualTo(90);
          installation.circulation().kill();
          installation.kafka().start();
          installation.circulation().start();
        });
  }

  @Test
  void databaseStoppedForThreeSeconds() {
    underLoad(
        load -> {
          installation.postgres().stop();
          Await.moment(System.nanoTime() + OUTAGE.toNanos());
          installation.postgres().start();
        });
  }

  private interface Fault {
    void strike(Publication load);
  }

  private static void underLoad(Fault fault) {
    long seed = System.nanoTime();
    List<LoanEvent> events = new LibraryMonth(PATRONS, EVENTS, seed).events();
    LoanModel model = LoanModel.of(events);
    Publication load = stage.publish(events, LOAD);
    Await.until("events to flow", LIMIT, () -> load.accepted() >= WELL_UNDER_WAY);
    fault.strike(load);
    assertThat(load.ended()).as("the load went on").isFalse();
    load.join();
    stage.awaitCaughtUp();

    Supplier<String> run = () -> "seed " + seed;
    assertThat(stage.agreeing(model.patrons(), model)).as(run).isEqualTo("100 of 100");
    assertThat(
            stage.tables().appliedByType(model.patrons()).values().stream()
                .mapToLong(Long::longValue)
                .sum())
        .as(run)
        .isEqualTo(EVENTS);
  }
}
