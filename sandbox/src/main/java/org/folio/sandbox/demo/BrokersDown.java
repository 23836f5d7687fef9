/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;

/** Kafka is down while a patron borrows. */
final class BrokersDown implements Scenario {

  private static final int CHECK_OUTS = 5;

  // Long enough for every component to notice, and to fail a few times.
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  @Override
  public String title() {
    return "All brokers down";
  }

  @Override
  public void play(Stage stage) {
    UUID patron = stage.newPatron();
    List<LoanEvent> events = checkOutsAndRenewal(patron);
    long stop = System.nanoTime();
    stage.installation().kafka().stop();
    stage.story().tell("the broker is stopped");
    events.forEach(stage.circulation()::publish);
    stage.story().tell("%d check-outs and a renewal were accepted with 201 meanwhile", CHECK_OUTS);
    stage
        .claims()
        .check(
            "events that wait in the outbox while no broker is there",
            events.size(),
            stage.producer().outboxEvents());
    stage
        .claims()
        .check("open loans counted so far", 0, stage.patronBlocks().openLoans(patron).size());

    Await.moment(stop + OUTAGE.toNanos());
    long start = System.nanoTime();
    stage.installation().kafka().start();
    stage.story().tell("the broker is back after %d s", OUTAGE.toSeconds());
    stage.awaitOpenLoans(patron, CHECK_OUTS);
    stage.awaitCaughtUp();
    stage
        .claims()
        .measured(
            "from the start of the broker, %d s after its stop, to everything delivered and committed: %.1f s",
            OUTAGE.toSeconds(), (System.nanoTime() - start) / 1e9);

    LoanModel model = LoanModel.of(events);
    stage.claims().check("the count is right", CHECK_OUTS, count(stage, patron));
    stage
        .claims()
        .check(
            "patrons whose loans equal the model's",
            "1 of 1",
            stage.agreeing(List.of(patron), model));
    List<Long> order = LongStream.rangeClosed(1, events.size()).boxed().toList();
    stage
        .claims()
        .check("sequences in the order on Kafka", order, stage.tables().sequencesOnKafka(patron));
    stage
        .claims()
        .check("sequences in the order applied", order, stage.tables().sequencesApplied(patron));
  }

  private static int count(Stage stage, UUID patron) {
    return stage.patronBlocks().openLoans(patron).size();
  }

  // The renewal comes last: if its check-out overtook it, it would be lost.
  private static List<LoanEvent> checkOutsAndRenewal(UUID patron) {
    Instant dueDate = Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    List<LoanEvent> events = new ArrayList<>();
    for (int number = 0; number < CHECK_OUTS; number++) {
      events.add(LoanEvent.checkOut(patron, UUID.randomUUID(), dueDate));
    }
    UUID last = events.get(CHECK_OUTS - 1).loan();
    events.add(LoanEvent.renewal(patron, last, dueDate.plus(7, ChronoUnit.DAYS)));
    return events;
  }
}
