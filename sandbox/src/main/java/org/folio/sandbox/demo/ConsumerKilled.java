/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Duration;
import java.util.List;
import org.folio.sandbox.client.SubscriptionState;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;

/** The counting process is killed repeatedly while events stream in. */
final class ConsumerKilled implements Scenario {

  private static final int PATRONS = 100;
  private static final int EVENTS = 5_000;
  private static final int KILLS = 3;
  private static final Pace PACE = new Pace(5, 500);
  private static final Duration STREAM_LIMIT = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "The consumer killed";
  }

  @Override
  public void play(Stage stage) {
    List<LoanEvent> events = new LibraryMonth(PATRONS, EVENTS, stage.month().seed() + 1).events();
    int part = EVENTS / (KILLS + 1);
    stage
        .story()
        .tell(
            "%,d events of %d patrons stream in, about %d a second",
            EVENTS, PATRONS, PACE.eventsPerSecond());
    int duringStream = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      Publication stream = stage.publish(events.subList((kill - 1) * part, kill * part), PACE);
      if (killDuring(stream, stage, kill, (kill - 1) * part, part / 2)) {
        duringStream++;
      }
    }
    stage.publish(events.subList(KILLS * part, EVENTS), PACE).join();
    stage.story().tell("all %,d events are accepted", EVENTS);
    stage.awaitCaughtUp();

    stage.claims().check("kills while events streamed in", KILLS, duringStream);
    LoanModel model = LoanModel.of(events);
    stage
        .claims()
        .check(
            "patrons whose loans equal the model's after %s kills".formatted(KILLS),
            "%1$s of %1$s".formatted(PATRONS),
            stage.agreeing(model.patrons(), model));
    stage
        .claims()
        .check(
            "events applied, each of them once",
            EVENTS,
            stage.tables().appliedByType(model.patrons()).values().stream()
                .mapToLong(n -> n)
                .sum());
    SubscriptionState state = stage.consumer().patronSummary();
    stage
        .claims()
        .measured(
            "events that came again after the last kill and were ignored: %,d", state.duplicates());
  }

  private static boolean killDuring(
      Publication stream, Stage stage, int kill, int before, int half) {
    Await.until(
        "the stream to flow", STREAM_LIMIT, () -> stream.accepted() >= half || stream.ended());
    stage.installation().patronBlocks().kill();
    boolean streaming = !stream.ended();
    stage
        .story()
        .tell(
            "SIGKILL %d of %d after %,d events were accepted",
            kill, KILLS, before + stream.accepted());
    stage.installation().patronBlocks().start();
    stage.installation().patronBlocks().awaitReady();
    stage
        .story()
        .tell("the process is back; %,d events were accepted by now", before + stream.accepted());
    stream.join();
    return streaming;
  }
}
