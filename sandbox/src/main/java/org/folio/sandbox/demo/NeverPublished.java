/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.sandbox.client.EventVerdict;
import org.folio.sandbox.client.FoundEvents;
import org.folio.sandbox.client.LoanStorage;
import org.folio.sandbox.client.PatronBlocks;
import org.folio.sandbox.client.WitnessFinding;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanEventKind;
import org.folio.sandbox.library.LoanModel;

/** A loan is stored, and its event is never published. */
final class NeverPublished implements Scenario {

  /** How long the witness waits for an event; long enough to see the wrong count meanwhile. */
  static final Duration WAIT = Duration.ofSeconds(2);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String REQUEST = "482913/circulation";

  @Override
  public String title() {
    return "The check-out that was never published";
  }

  @Override
  public void play(Stage stage) {
    try (LoanStorage storage = new LoanStorage(stage.installation().kafka().bootstrapServers())) {
      new Incident(stage, storage).play();
    }
  }

  private static final class Incident {

    private final Stage stage;
    private final LoanStorage storage;
    private final UUID patron;

    private Incident(Stage stage, LoanStorage storage) {
      this.stage = stage;
      this.storage = storage;
      patron = stage.newPatron();
    }

    private void play() {
      List<LoanEvent> checkOuts = new ArrayList<>();
      for (int number = 1; number < Demonstration.LIMIT; number++) {
        checkOuts.add(checkOut());
      }
      // As mod-circulation works: the loan is stored first.
      checkOuts.forEach(event -> storage.stored(event, REQUEST));
      stage.circulation().publish(checkOuts);
      stage.awaitOpenLoans(patron, checkOuts.size());
      stage
          .story()
          .tell(
              "a patron has %d loans; loan storage tells of each, and so does mod-circulation",
              checkOuts.size());

      LoanEvent lost = checkOut();
      String evidence = storage.stored(lost, REQUEST);
      long stored = System.nanoTime();
      stage
          .story()
          .tell("loan storage tells of one more; mod-circulation ends before it publishes it");
      nobodyKnows(lost, checkOuts.size());

      Await.until(
          "the witness to notice",
          LIMIT,
          () -> !stage.circulation().findings(lost.loan()).isEmpty());
      WitnessFinding finding = stage.circulation().findings(lost.loan()).get(0);
      explained(finding, evidence);
      stage.awaitOpenLoans(patron, Demonstration.LIMIT);
      stage
          .claims()
          .measured(
              "from storage's record to the right count: %.1f s, of which the witness waits %s s",
              (System.nanoTime() - stored) / 1e9, WAIT.toSeconds());
      repaired(finding, evidence);
      checkOuts.add(lost);
      whole(checkOuts);
    }

    private void nobodyKnows(LoanEvent lost, int counted) {
      stage
          .claims()
          .check(
              "loans counted, of %s that are stored".formatted(Demonstration.LIMIT),
              counted,
              stage.patronBlocks().openLoans(patron).size());
      stage
          .claims()
          .check(
              "the patron may borrow, with all that the limit allows at home",
              PatronBlocks.NONE,
              stage.patronBlocks().blocks(patron));
      LoanEventKind kind = LoanEventKind.ITEM_CHECKED_OUT;
      stage
          .claims()
          .check(
              "check-outs of the patron that the search finds published",
              counted,
              stage.producer().search(patron, kind).ids().size());
      FoundEvents ofLoan = stage.producer().search(patron, kind, lost.loan());
      stage
          .claims()
          .check(
              "those of the new loan, everything searched",
              "0, true",
              "%s, %s".formatted(ofLoan.ids().size(), ofLoan.complete()));
      stage.story().tell("the search explains: %s", ofLoan.explanation());
    }

    private void explained(WitnessFinding finding, String evidence) {
      stage
          .claims()
          .check("the witness' verdict on the new loan", "NEVER_PUBLISHED", finding.kind());
      stage
          .claims()
          .check("the event that it misses", LoanEventKind.ITEM_CHECKED_OUT.name(), finding.type());
      stage.claims().check("its evidence: storage's record", evidence, finding.derivedFrom());
      stage.story().tell("the witness explains: %s", finding.explanation());
    }

    private void repaired(WitnessFinding finding, String evidence) {
      stage
          .claims()
          .check(
              "the limit holds again", PatronBlocks.BORROWING, stage.patronBlocks().blocks(patron));
      EventVerdict published = stage.producer().verdict(finding.derivedEventId());
      stage.claims().check("the event in its place was", "SENT", published.published());
      stage.claims().check("and the diagnosis names its source", evidence, published.derivedFrom());
      stage
          .claims()
          .check(
              "and in mod-patron-blocks-adapter it was",
              "APPLIED",
              stage.consumer().verdict(finding.derivedEventId()).patronSummary());
    }

    private void whole(List<LoanEvent> checkOuts) {
      FoundEvents all = stage.producer().search(patron, LoanEventKind.ITEM_CHECKED_OUT);
      stage
          .claims()
          .check("check-outs that were published in all", checkOuts.size(), all.ids().size());
      stage
          .claims()
          .check(
              "patrons whose loans equal the model's",
              "1 of 1",
              stage.agreeing(List.of(patron), LoanModel.of(checkOuts)));
      long others =
          checkOuts.stream()
              .limit(checkOuts.size() - 1L)
              .filter(event -> !stage.circulation().findings(event.loan()).isEmpty())
              .count();
      stage.claims().check("findings about loans whose event came", 0, others);
    }

    private LoanEvent checkOut() {
      Instant dueDate = Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
      return LoanEvent.checkOut(patron, UUID.randomUUID(), dueDate);
    }
  }
}
