/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.sandbox.diagnosis.Scene.DIKU;
import static org.folio.sandbox.diagnosis.Scene.SUMMARY;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.folio.sandbox.library.LoanEvent;

/** Events that need an operator: parked ones, those behind them, and discarded ones. */
final class OperatorCases {

  private static final String TYPE = "ITEM_CHECKED_OUT";
  private static final String OPERATOR = "b8e1c7aa-51b0-4b5e-8a27-19f4d3c0b222";
  private static final String REASON = "the patron does not exist";
  private static final String FAULT = "demonstrated_fault";

  private OperatorCases() {}

  static List<PlantedCase> all() {
    return List.of(
        PlantedCase.of("applied by one module, parked by another", OperatorCases::parkedByOne),
        PlantedCase.of("behind a parked one", OperatorCases::behindParked),
        PlantedCase.of("skipped by an operator", OperatorCases::skipped));
  }

  private static Planted parkedByOne(Scene scene) {
    LoanEvent event =
        LoanEvent.checkOut(
            UUID.randomUUID(), UUID.randomUUID(), Instant.parse("1999-12-31T12:00:00Z"));
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    scene.publish(DIKU, event);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "APPLIED");
    scene.awaitVerdict(scene.reminders(), DIKU, event, "PARKED");
    return planted
        .asking(scene.circulation(), scene.patronBlocks(), scene.reminders())
        .publication("SENT")
        .subscription(SUMMARY, "APPLIED", List.of("Applied by patron-blocks-1"), "APPLIED")
        .subscription(
            RemindersModule.SUBSCRIPTION,
            "PARKED",
            List.of("It cannot be applied: ", RemindersModule.REFUSAL),
            "PARKED")
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                " and applied by patron-summary of mod-patron-blocks-adapter at ",
                "but not applied by reminders of mod-reminders: PARKED",
                RemindersModule.REFUSAL),
            "./bus parked release --subscription reminders --event " + event.id());
  }

  private static Planted behindParked(Scene scene) {
    UUID patron = UUID.randomUUID();
    LoanEvent poison = Scene.checkOut(patron);
    LoanEvent event = Scene.checkOut(patron);
    Planted planted = new Planted(DIKU, event.id(), patron, TYPE);
    park(scene, poison);
    scene.publish(DIKU, event);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "BEHIND_PARKED");
    String release = "./bus parked release --subscription patron-summary --event " + poison.id();
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY,
            "BEHIND_PARKED",
            List.of("It waits behind ITEM_CHECKED_OUT 1, event " + poison.id(), FAULT),
            "BEHIND")
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                "but not applied by patron-summary of mod-patron-blocks-adapter: BEHIND_PARKED",
                "It waits behind ITEM_CHECKED_OUT 1, event " + poison.id(),
                FAULT),
            release)
        // An event that waits behind another adds nothing about the cause.
        .saysOfSearch(
            List.of(
                "Of 2 events that were found 2 are not applied everywhere",
                "ITEM_CHECKED_OUT 1 of patron " + patron,
                "PARKED",
                FAULT,
                "tell of 1 more"),
            release);
  }

  private static Planted skipped(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    park(scene, event);
    var answer =
        scene.post(
            scene.patronBlocks(),
            DIKU,
            "/event-bus/parked/discard",
            Scene.object()
                .put("subscription", SUMMARY)
                .put("eventId", event.id().toString())
                .put("reason", REASON)
                .put("dryRun", false),
            "X-Okapi-User-Id",
            OPERATOR);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String who = "Discarded by " + OPERATOR.substring(0, 8) + "…: " + REASON;
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY,
            "SKIPPED",
            List.of(who, "The record is kept in event_original"),
            "PARKED",
            "DISCARDED")
        .exitCode(1)
        .says(
            List.of("but not applied by patron-summary of mod-patron-blocks-adapter: SKIPPED", who),
            "./bus operations tells who decided it and why");
  }

  // Injects a fault of the database, and ends it when the event is parked.
  private static void park(Scene scene, LoanEvent event) {
    scene.tables().refuse(event.loan());
    try {
      scene.publish(DIKU, event);
      scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "PARKED");
    } finally {
      scene.tables().refuseNothing();
    }
  }
}
