/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.folio.sandbox.client.CirculationClient;
import org.folio.sandbox.client.PatronBlocks;
import org.folio.sandbox.client.PatronBlocksClient;
import org.folio.sandbox.library.LoanEvent;

/** A patron borrows up to the limit and above it, and brings items back. */
final class TheLimit implements Scenario {

  private static final double MILLI = 1e6;

  @Override
  public String title() {
    return "The limit";
  }

  @Override
  public void play(Stage stage) {
    new Visit(stage).play();
  }

  private static final class Visit {

    private final Stage stage;
    private final CirculationClient circulation;
    private final PatronBlocksClient patronBlocks;
    private final UUID patron;
    private final Deque<UUID> loans = new ArrayDeque<>();
    private final List<Double> delays = new ArrayList<>();

    private Visit(Stage stage) {
      this.stage = stage;
      var okapi = stage.installation().okapiUrl();
      circulation = new CirculationClient(okapi, okapi);
      patronBlocks = new PatronBlocksClient(okapi, okapi);
      patron = stage.newPatron();
    }

    private void play() {
      stage
          .story()
          .tell("a patron may have %d items; all requests go through Okapi", Demonstration.LIMIT);
      for (int number = 1; number < Demonstration.LIMIT; number++) {
        checkOut();
      }
      expect("nine check-outs bring no block", PatronBlocks.NONE);
      checkOut();
      expect("the tenth check-out blocks borrowing", PatronBlocks.BORROWING);
      checkOut();
      expect("the eleventh blocks renewals and requests too", PatronBlocks.ALL);
      checkIn();
      expect("a check-in back to the limit leaves borrowing blocked", PatronBlocks.BORROWING);
      checkIn();
      expect("a check-in below the limit lifts the block", PatronBlocks.NONE);
      Collections.sort(delays);
      stage
          .claims()
          .measured(
              "from the answer 201 to the visible count: median %.0f ms, longest %.0f ms (%d requests, the first ones of young processes)",
              delays.get(delays.size() / 2), delays.get(delays.size() - 1), delays.size());
    }

    private void checkOut() {
      loans.push(UUID.randomUUID());
      Instant dueDate = Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
      publish("check-out", LoanEvent.checkOut(patron, loans.element(), dueDate));
    }

    private void checkIn() {
      publish("check-in", LoanEvent.checkIn(patron, loans.pop()));
    }

    private void publish(String what, LoanEvent event) {
      circulation.publish(event);
      long accepted = System.nanoTime();
      stage.awaitOpenLoans(patron, loans.size());
      double delay = (System.nanoTime() - accepted) / MILLI;
      delays.add(delay);
      stage.story().tell("%s: %d open loans, %.0f ms after the 201", what, loans.size(), delay);
    }

    private void expect(String claim, PatronBlocks expected) {
      stage.claims().check(claim, expected, patronBlocks.blocks(patron));
    }
  }
}
