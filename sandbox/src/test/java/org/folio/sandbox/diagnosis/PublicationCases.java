/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.folio.sandbox.diagnosis.Scene.DIKU;
import static org.folio.sandbox.diagnosis.Scene.ELSEWHERE;
import static org.folio.sandbox.diagnosis.Scene.SUMMARY;

import java.util.List;
import java.util.UUID;
import org.folio.sandbox.client.CirculationClient;
import org.folio.sandbox.client.LoanStorage;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LoanEvent;

/** Events that are not on Kafka, or are there for another tenant or patron. */
final class PublicationCases {

  private static final String TYPE = "ITEM_CHECKED_OUT";
  private static final String REQUEST = "482913/circulation";

  private LoanEvent waiting = Scene.checkOut(UUID.randomUUID());

  private PublicationCases() {}

  static List<PlantedCase> all() {
    PublicationCases cases = new PublicationCases();
    return List.of(
        PlantedCase.of("never published, as the witness knows", PublicationCases::neverPublished),
        PlantedCase.of(
            "never published, beside others that are well", PublicationCases::missingBesideOthers),
        PlantedCase.of("published for another patron", PublicationCases::ofAnotherPatron),
        new PlantedCase(
            "committed but not sent, brokers are down", cases::notSent, cases::brokersBack),
        PlantedCase.of("published for another tenant", PublicationCases::ofAnotherTenant),
        PlantedCase.of("the module is not enabled for the tenant", PublicationCases::notEnabled));
  }

  // Storage stores the loan and sends its record; mod-circulation ends before it publishes the
  // event.
  private static Planted neverPublished(Scene scene) {
    scene.applied(UUID.randomUUID());
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    String record = storedOnly(scene, event);
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .known("loan", event.loan().toString())
        .publication("NEVER_PUBLISHED", "Neither outbox nor journal has it", "90 days")
        .notFound("No matching event was published")
        .subscription(SUMMARY, "UNDECIDED", List.of("has never seen the event"))
        .exitCode(1)
        .says(
            List.of(
                "Event " + event.id(),
                "was never published for tenant diku, or more than 90 days ago",
                "neither outbox nor journal of mod-circulation-adapter have it"),
            "was not answered with 201",
            "./bus trace --loan " + event.id())
        .saysOfSearch(
            List.of(
                "ITEM_CHECKED_OUT of patron " + event.patron(),
                "loan " + event.loan(),
                "was never published for tenant diku",
                "the witness of mod-circulation-adapter has found at ",
                "NEVER_PUBLISHED ITEM_CHECKED_OUT",
                "storage's record " + record),
            "Look at mod-circulation's log for request " + REQUEST);
  }

  private static String storedOnly(Scene scene, LoanEvent event) {
    try (LoanStorage storage = scene.storage()) {
      String record = storage.stored(event, REQUEST);
      CirculationClient witness =
          new CirculationClient(scene.circulation().url(), scene.installation().okapiUrl());
      Await.until(
          "the witness to notice", Scene.LIMIT, () -> !witness.findings(event.loan()).isEmpty());
      return record;
    }
  }

  // The search has no loan id, because the user does not know which loan is missing.
  private static Planted missingBesideOthers(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    scene.applied(event.patron());
    scene.applied(event.patron());
    storedOnly(scene, event);
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("NEVER_PUBLISHED")
        .notFound()
        .subscription(SUMMARY, "UNDECIDED", List.of("has never seen the event"))
        .exitCode(1)
        .says(List.of("was never published for tenant diku"), "ask with the patron (--user)")
        .saysOfSearch(
            List.of(
                "All 2 events that were found were sent and applied",
                "NEVER_PUBLISHED ITEM_CHECKED_OUT of loan " + event.loan()),
            "Look at mod-circulation's log for request " + REQUEST);
  }

  private static Planted ofAnotherPatron(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    UUID borrower = UUID.randomUUID();
    Planted planted = new Planted(DIKU, event.id(), borrower, TYPE);
    scene.publish(DIKU, event);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "APPLIED");
    String sent =
        "ITEM_CHECKED_OUT 1 of patron %s… was sent and applied"
            .formatted(event.patron().toString().substring(0, 8));
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .known("loan", event.loan().toString())
        .publication("SENT")
        .notFound("No matching event was published")
        .subscription(SUMMARY, "APPLIED", List.of("Applied by patron-blocks-1"), "APPLIED")
        .exitCodeOfSearch(1)
        .says(List.of(sent))
        .saysOfSearch(
            List.of("of patron " + borrower, "was not published for this patron", sent),
            "Compare the borrower of the loan in storage");
  }

  private Planted notSent(Scene scene) {
    scene.installation().kafka().stop();
    waiting = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, waiting.id(), waiting.patron(), TYPE);
    scene.publish(DIKU, waiting);
    scene.awaitAnswer(scene.circulation(), DIKU, "/admin/ready", "does not answer");
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("COMMITTED_NOT_SENT")
        .subscription(SUMMARY, "WAITING", List.of("is at sequence 0 of the key and this is 1"))
        .exitCode(1)
        .says(
            List.of(
                "was committed by mod-circulation-adapter at ",
                "is not sent yet: Kafka at " + scene.installation().kafka().bootstrapServers(),
                "does not answer",
                "It waits in the outbox, and nothing is lost"),
            "Check that brokers answer");
  }

  private void brokersBack(Scene scene) {
    scene.installation().kafka().start();
    scene.awaitVerdict(scene.patronBlocks(), DIKU, waiting, "APPLIED");
  }

  private static Planted ofAnotherTenant(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    scene.publish(ELSEWHERE, event);
    scene.awaitSent(ELSEWHERE, event);
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication(
            "NEVER_PUBLISHED",
            "Events of other tenants are not searched: ask for the tenant that it was published for")
        .notFound("events of other tenants are not searched")
        .subscription(SUMMARY, "UNDECIDED", List.of("has never seen the event"))
        .exitCode(1)
        .says(
            List.of("was never published for tenant diku"),
            "If it was published for another tenant, ask with --tenant: only events of tenant diku were searched");
  }

  private static Planted notEnabled(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(ELSEWHERE, event.id(), event.patron(), TYPE);
    scene.publish(ELSEWHERE, event);
    scene.awaitSent(ELSEWHERE, event);
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .explanation("The tenant has never enabled this module")
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                "but no module that was asked applies it",
                "mod-patron-blocks-adapter: The tenant has never enabled this module"),
            "Enable mod-patron-blocks-adapter for the tenant",
            "./bus republish circulation.loan-events --event " + event.id());
  }
}
