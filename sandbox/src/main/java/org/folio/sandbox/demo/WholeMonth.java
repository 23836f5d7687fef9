/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.sandbox.client.Latency;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanEventKind;
import org.folio.sandbox.library.LoanModel;

/** All events of a library in a month, first at full speed, then at a calm rate. */
final class WholeMonth implements Scenario {

  private static final int CALM_PATRONS = 100;
  private static final int CALM_EVENTS = 1_500;
  private static final Pace CALM = new Pace(1, 100);
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Override
  public String title() {
    return "A library month";
  }

  @Override
  public void play(Stage stage) {
    fullSpeed(stage);
    calm(stage);
  }

  private static void fullSpeed(Stage stage) {
    LibraryMonth month = stage.month();
    List<LoanEvent> events = month.events();
    stage
        .story()
        .tell(
            "%,d events of %d patrons from four writers, seed %d",
            month.size(), month.patrons(), month.seed());
    long appliedBefore = stage.consumer().patronSummary().applied();
    long start = System.nanoTime();
    stage.publish(events, Pace.FULL_SPEED).join();
    double accepted = secondsSince(start);
    stage.story().tell("all are accepted: %,.0f events/s", events.size() / accepted);
    Await.until(
        "all events of the month to be applied",
        LIMIT,
        () -> stage.consumer().patronSummary().applied() - appliedBefore >= events.size());
    double applied = secondsSince(start);
    stage
        .claims()
        .measured(
            "at full speed: accepted %,.0f events/s, end to end %,.0f events/s",
            events.size() / accepted, events.size() / applied);
    stage.awaitCaughtUp();

    LoanModel model = LoanModel.of(events);
    stage
        .claims()
        .check(
            "patrons whose loans equal the model's",
            "%1$s of %1$s".formatted(model.patrons().size()),
            stage.agreeing(model.patrons(), model));
    eventByType(stage, events, model.patrons());
  }

  private static void eventByType(Stage stage, List<LoanEvent> events, Set<UUID> patrons) {
    Map<LoanEventKind, Long> published =
        events.stream().collect(Collectors.groupingBy(LoanEvent::kind, Collectors.counting()));
    Map<String, Long> applied = stage.tables().appliedByType(patrons);
    for (LoanEventKind kind : LoanEventKind.values()) {
      stage
          .claims()
          .check(
              kind + " published = applied",
              published.getOrDefault(kind, 0L),
              applied.getOrDefault(kind.name(), 0L));
    }
  }

  private static void calm(Stage stage) {
    List<LoanEvent> events =
        new LibraryMonth(CALM_PATRONS, CALM_EVENTS, stage.month().seed() + 3).events();
    stage
        .story()
        .tell(
            "%,d events more, %d a second, each in a transaction of its own",
            CALM_EVENTS, CALM.eventsPerSecond());
    stage.publish(events, CALM).join();
    stage.awaitCaughtUp();
    LoanModel model = LoanModel.of(events);
    Latency latency = stage.tables().latency(model.patrons());
    stage.claims().check("calm events applied", CALM_EVENTS, latency.events());
    stage
        .claims()
        .measured(
            "from commit to applied at %s events/s: median %.1f ms, 99th percentile %.1f ms (the database's clock just before either commit)",
            CALM.eventsPerSecond(), latency.median(), latency.percentile99());
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
