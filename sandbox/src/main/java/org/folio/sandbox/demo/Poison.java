/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.folio.sandbox.client.ParkedPatron;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;

/** One event cannot be applied until a fault is fixed. */
final class Poison implements Scenario {

  private static final int OTHERS = 20;
  private static final int WAITING = 4;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "A poison event";
  }

  @Override
  public void play(Stage stage) {
    UUID patron = stage.newPatron();
    List<LoanEvent> history = history(patron);
    LoanEvent poison = history.get(1);
    stage.tables().refuse(poison.loan());
    try {
      stage.story().tell("the module has a fault: it cannot store one loan of one patron");
      List<LoanEvent> others = othersEvents(stage);
      stage
          .publish(Stream.concat(history.stream(), others.stream()).toList(), new Pace(10, 0))
          .join();
      Await.until("the poison event to be parked", LIMIT, () -> waiting(stage, patron) == WAITING);
      stage.awaitCaughtUp();
      whileItWaits(stage, patron, poison, others);
    } finally {
      stage.tables().refuseNothing();
    }
    stage.story().tell("the fault is mended, and an operator releases the patron's events");
    int released = stage.consumer().release(patron, "The fault in storing loans is mended");
    stage.claims().check("events applied by the release", WAITING, released);
    stage
        .claims()
        .check(
            "patrons whose loans equal the model's after it",
            "1 of 1",
            stage.agreeing(List.of(patron), LoanModel.of(history)));
    stage
        .claims()
        .check(
            "sequences in the order applied",
            LongStream.rangeClosed(1, history.size()).boxed().toList(),
            stage.tables().sequencesApplied(patron));
    stage.claims().check("patrons whose events still wait", 0, stage.consumer().parked().size());
  }

  private static void whileItWaits(
      Stage stage, UUID patron, LoanEvent poison, List<LoanEvent> others) {
    List<ParkedPatron> parked = stage.consumer().parked();
    stage.claims().check("patrons whose events wait", 1, parked.size());
    ParkedPatron one = parked.get(0);
    stage.story().tell("the module names the cause: %s", one.cause());
    stage
        .claims()
        .check("the event named is the poison one", poison.id().toString(), one.eventId());
    stage.claims().check("it and the later ones of its patron wait", WAITING, one.events());
    stage
        .claims()
        .check(
            "open loans of that patron meanwhile",
            1,
            stage.patronBlocks().openLoans(patron).size());
    LoanModel model = LoanModel.of(others);
    stage
        .claims()
        .check(
            "other patrons whose loans equal the model's meanwhile",
            "%1$s of %1$s".formatted(OTHERS),
            stage.agreeing(model.patrons(), model));
  }

  private static int waiting(Stage stage, UUID patron) {
    return stage.consumer().parked().stream()
        .filter(parked -> parked.mayBe(patron))
        .mapToInt(ParkedPatron::events)
        .sum();
  }

  private static List<LoanEvent> history(UUID patron) {
    LoanEvent first = checkOut(patron);
    LoanEvent poison = checkOut(patron);
    LoanEvent later = checkOut(patron);
    return List.of(
        first,
        poison,
        later,
        LoanEvent.renewal(patron, poison.loan(), dueDate().plus(7, ChronoUnit.DAYS)),
        LoanEvent.checkIn(patron, first.loan()));
  }

  private static List<LoanEvent> othersEvents(Stage stage) {
    List<LoanEvent> events = new ArrayList<>();
    for (int number = 0; number < OTHERS; number++) {
      UUID other = stage.newPatron();
      LoanEvent first = checkOut(other);
      events.addAll(List.of(first, checkOut(other), LoanEvent.checkIn(other, first.loan())));
    }
    return events;
  }

  private static LoanEvent checkOut(UUID patron) {
    return LoanEvent.checkOut(patron, UUID.randomUUID(), dueDate());
  }

  private static Instant dueDate() {
    return Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
  }
}
