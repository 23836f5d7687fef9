/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.folio.sandbox.diagnosis.Scene.DIKU;
import static org.folio.sandbox.diagnosis.Scene.SUMMARY;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanEventKind;

/** Events that subscriptions apply, ignore, or have not reached. */
final class HandlingCases {

  private static final String TYPE = "ITEM_CHECKED_OUT";

  // Prevents the consumer from writing, so it lags as long as this connection is open.
  private Connection lock;
  private LoanEvent behind;

  private HandlingCases() {}

  static List<PlantedCase> all() {
    HandlingCases cases = new HandlingCases();
    return List.of(
        new PlantedCase("sent, the consumer is behind", cases::behind, cases::catchUp),
        PlantedCase.of("applied", HandlingCases::applied),
        PlantedCase.of("duplicate", HandlingCases::duplicate),
        PlantedCase.of("duplicate of a forgotten one", HandlingCases::duplicateAlone),
        PlantedCase.of("type not subscribed", HandlingCases::notSubscribed),
        PlantedCase.of("type not subscribed here, applied there", HandlingCases::appliedElsewhere));
  }

  private Planted behind(Scene scene) {
    UUID patron = UUID.randomUUID();
    scene.applied(patron);
    try {
      lock = scene.connection();
      lock.setAutoCommit(false);
      try (var sql = lock.createStatement()) {
        sql.execute(
            "LOCK TABLE diku_mod_patron_blocks_adapter.patron_loan IN ACCESS EXCLUSIVE MODE");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    behind = Scene.checkOut(patron);
    Planted planted = new Planted(DIKU, behind.id(), patron, TYPE);
    scene.publish(DIKU, behind);
    scene.awaitSent(DIKU, behind);
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY, "WAITING", List.of("is at sequence 1 of the key and this is 2", "see the lag"))
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                "but not applied by patron-summary of mod-patron-blocks-adapter: WAITING",
                "at sequence 1 of the key and this is 2"),
            "See the progress of patron-summary of mod-patron-blocks-adapter",
            "./bus lag");
  }

  private void catchUp(Scene scene) {
    try {
      lock.rollback();
      lock.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    scene.awaitVerdict(scene.patronBlocks(), DIKU, behind, "APPLIED");
  }

  private static Planted applied(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    scene.publish(DIKU, event);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "APPLIED");
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(SUMMARY, "APPLIED", List.of("Applied by patron-blocks-1"), "APPLIED")
        .says(List.of("was sent and applied by patron-summary of mod-patron-blocks-adapter at "));
  }

  private static Planted duplicate(Scene scene) {
    LoanEvent event = Scene.checkOut(UUID.randomUUID());
    Planted planted = new Planted(DIKU, event.id(), event.patron(), TYPE);
    scene.publish(DIKU, event);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "APPLIED");
    scene.republish(DIKU, event);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "DUPLICATE");
    return planted
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY,
            "APPLIED",
            List.of("Applied by patron-blocks-1; it was delivered again once and ignored"),
            "APPLIED",
            "DUPLICATE")
        .says(
            List.of(
                "was sent and applied by patron-summary of mod-patron-blocks-adapter at ",
                "and ignored when it came again once"));
  }

  // The receipt of the first delivery has expired, as all receipts of old days do.
  private static Planted duplicateAlone(Scene scene) {
    Planted planted = duplicate(scene);
    scene.sql(
        "DELETE FROM diku_mod_patron_blocks_adapter.event_receipt WHERE event_id = '%s' AND outcome = 'APPLIED'"
            .formatted(planted.event()));
    return planted
        .subscription(
            SUMMARY,
            "DUPLICATE_IGNORED",
            List.of("Its sequence had been applied before", "90 days"),
            "DUPLICATE")
        .says(
            List.of(
                "was sent and applied by patron-summary of mod-patron-blocks-adapter before ",
                "when it came again and was ignored (DUPLICATE_IGNORED"));
  }

  private static Planted notSubscribed(Scene scene) {
    LoanEvent event =
        new LoanEvent(
            UUID.randomUUID(),
            LoanEventKind.ITEM_CLAIMED_RETURNED,
            UUID.randomUUID(),
            UUID.randomUUID(),
            null,
            false);
    Planted planted = new Planted(DIKU, event.id(), event.patron(), event.kind().name());
    scene.publish(DIKU, event);
    scene.awaitVerdict(scene.reminders(), DIKU, event, "NOT_SUBSCRIBED");
    scene.awaitVerdict(scene.patronBlocks(), DIKU, event, "APPLIED");
    return planted
        .asking(scene.circulation(), scene.reminders())
        .publication("SENT")
        .subscription(
            RemindersModule.SUBSCRIPTION,
            "NOT_SUBSCRIBED",
            List.of("does not handle events of this type"),
            "SKIPPED")
        .exitCode(1)
        .says(
            List.of(
                "but no module that was asked applies it",
                "reminders of mod-reminders: NOT_SUBSCRIBED",
                "does not handle events of this type"),
            "Check that the module that should apply it is among those asked");
  }

  private static Planted appliedElsewhere(Scene scene) {
    return notSubscribed(scene)
        .asking(scene.circulation(), scene.patronBlocks(), scene.reminders())
        .subscription(SUMMARY, "APPLIED", List.of("Applied by patron-blocks-1"), "APPLIED")
        .exitCode(0)
        .says(
            List.of(
                "was sent and applied by patron-summary of mod-patron-blocks-adapter at ",
                "Not so by reminders of mod-reminders: NOT_SUBSCRIBED"));
  }
}
