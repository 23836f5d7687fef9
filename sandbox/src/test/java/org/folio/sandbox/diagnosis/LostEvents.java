/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.folio.sandbox.diagnosis.Scene.DIKU;
import static org.folio.sandbox.diagnosis.Scene.SUMMARY;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.library.LoanEvent;

/**
 * Events that retention removed: from the topic before a consumer read them, or from journal and
 * receipts. A process drops old days once a day, and a subscription waits half a minute for a
 * missing event. Therefore all events are lost together, before the other cases begin.
 */
final class LostEvents {

  private static final String TYPE = "ITEM_CHECKED_OUT";
  private static final String LATE = "late";
  private static final String JOURNAL = "diku_mod_circulation_adapter.event_journal";
  private static final String RECEIPTS = "diku_mod_patron_blocks_adapter.event_receipt";
  private static final String BACKUP = "diku_mod_circulation_adapter.journal_backup";

  // Longer than the retention of 90 days.
  private static final Duration LONG_AGO = Duration.ofDays(100);

  private final Scene scene;
  private final LoanEvent missing = Scene.checkOut(UUID.randomUUID());
  private final LoanEvent forgotten = Scene.checkOut(UUID.randomUUID());
  private final LoanEvent late = Scene.checkOut(UUID.randomUUID());
  private LoanEvent withoutReceipt;
  private LoanEvent expired;
  private Instant lostAt = Instant.now();
  private Instant enabledAt = Instant.now();

  LostEvents(Scene scene) {
    this.scene = scene;
  }

  List<PlantedCase> cases() {
    return List.of(
        PlantedCase.of("gap, nobody has the event any more", one -> gapOfForgotten()),
        new PlantedCase("gap, a backup has the event", one -> gap(), this::heal),
        PlantedCase.of("expired in receipts", one -> expiredReceipt()),
        PlantedCase.of("expired everywhere", one -> expired()),
        new PlantedCase("before the module was enabled", one -> beforeEnabling(), this::sendAgain));
  }

  void lose() {
    Installation installation = scene.installation();
    scene.applied(missing.patron());
    scene.applied(forgotten.patron());
    withoutReceipt = scene.applied(UUID.randomUUID());
    expired = scene.applied(UUID.randomUUID());
    scene.stop(installation.patronBlocks());
    lostAt = Instant.now();
    for (LoanEvent event : List.of(missing, forgotten)) {
      scene.publish(DIKU, event);
      scene.awaitSent(DIKU, event);
    }
    scene.emptyTopic(DIKU);
    loseJournal();
    age();
    scene.stop(installation.circulation());
    scene.start(installation.circulation(), installation.patronBlocks());
    scene.publish(DIKU, Scene.checkOut(missing.patron()));
    scene.publish(DIKU, Scene.checkOut(forgotten.patron()));
    // Writes the first rows of the day.
    scene.applied(UUID.randomUUID());
    Await.until("old days to be dropped", Scene.LIMIT, () -> dropped(JOURNAL) && dropped(RECEIPTS));
    enableLate();
  }

  private void loseJournal() {
    String both = "id IN ('%s', '%s')".formatted(missing.id(), forgotten.id());
    scene.sql(
        "CREATE TABLE %s AS SELECT * FROM %s WHERE %s".formatted(BACKUP, JOURNAL, both),
        "DELETE FROM %s WHERE %s".formatted(JOURNAL, both));
  }

  // Makes the rows 100 days old. The modules themselves drop that day when they start.
  private void age() {
    for (String table : List.of(JOURNAL, RECEIPTS)) {
      scene.sql(
          "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s 00:00:00Z') TO ('%s 00:00:00Z')"
              .formatted(day(table), table, longAgo(), longAgo().plusDays(1)));
    }
    String noon = longAgo() + " 12:00:00Z";
    scene.sql(
        "UPDATE %s SET recorded_at = '%s' WHERE event_id IN ('%s', '%s')"
            .formatted(RECEIPTS, noon, withoutReceipt.id(), expired.id()),
        "UPDATE %1$s SET stored_at = '%2$s', relayed_at = '%2$s' WHERE id = '%3$s'"
            .formatted(JOURNAL, noon, expired.id()));
  }

  private static LocalDate longAgo() {
    return LocalDate.now(ZoneOffset.UTC).minusDays(LONG_AGO.toDays());
  }

  private static String day(String table) {
    return table + "_" + longAgo().format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private boolean dropped(String table) {
    try (var connection = scene.connection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT to_regclass('%s')".formatted(day(table)))) {
      rows.next();
      return rows.getString(1) == null;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void enableLate() {
    scene.enable(scene.circulation(), LATE);
    scene.publish(LATE, late);
    scene.awaitSent(LATE, late);
    scene.emptyTopic(LATE);
    enabledAt = Instant.now();
    scene.enable(scene.patronBlocks(), LATE);
  }

  private void awaitGap() {
    Await.until(
        "the publishing module to tell that it does not have the events",
        Scene.LIMIT,
        () -> {
          int gaps = 0;
          for (var gap :
              scene.get(scene.patronBlocks(), DIKU, "/event-bus/gaps?reveal=true").path("gaps")) {
            boolean ours =
                List.of(missing.patron().toString(), forgotten.patron().toString())
                    .contains(gap.path("key").asText());
            gaps += ours && gap.path("state").asText().equals("UNAVAILABLE") ? 1 : 0;
          }
          return gaps == 2;
        });
  }

  private Planted gapOfForgotten() {
    awaitGap();
    return new Planted(DIKU, forgotten.id(), forgotten.patron(), TYPE)
        .at(lostAt)
        .place(forgotten.patron(), 2)
        .asking(scene.circulation(), scene.patronBlocks())
        .publication(
            "NEVER_PUBLISHED", "It has assigned sequences up to 3 of the key, so 2 belongs to")
        .notFound("2 events were found")
        .subscription(
            SUMMARY,
            "GAP_OPEN",
            List.of(
                "Later events of its key have arrived and this one has not",
                "the producer replied that it no longer has it"))
        .missing("\"firstSequence\":2", "\"UNAVAILABLE\"", "EVENT_JOURNAL_DAYS")
        .exitCode(1)
        .says(
            List.of(
                "is known to no publishing module",
                "not applied by patron-summary of mod-patron-blocks-adapter: GAP_OPEN",
                "Later events of its key have arrived and this one has not"),
            "If nobody has it: ./bus reconcile")
        .saysOfSearch(
            List.of(
                "patron-summary misses sequence 2 of key " + forgotten.patron(),
                "UNAVAILABLE: The producer's journal does not have them"),
            "The publishing module no longer has the missing events",
            "./bus reconcile --user " + forgotten.patron() + " --yes repairs the count");
  }

  // A gap heals within seconds while the journal has the event. Here the journal had lost it, and a
  // backup restores it.
  private Planted gap() {
    awaitGap();
    scene.sql(
        "INSERT INTO %s SELECT * FROM %s WHERE id = '%s'".formatted(JOURNAL, BACKUP, missing.id()));
    return new Planted(DIKU, missing.id(), missing.patron(), TYPE)
        .at(lostAt)
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY,
            "GAP_OPEN",
            List.of("Later events of its key have arrived and this one has not"))
        .missing("\"firstSequence\":2", "\"UNAVAILABLE\"")
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                "but not applied by patron-summary of mod-patron-blocks-adapter: GAP_OPEN"),
            "./bus republish circulation.loan-events --event " + missing.id());
  }

  private void heal(Scene same) {
    scene.republish(DIKU, missing);
    scene.awaitVerdict(scene.patronBlocks(), DIKU, missing, "APPLIED");
  }

  private Planted expiredReceipt() {
    return new Planted(DIKU, withoutReceipt.id(), withoutReceipt.patron(), TYPE)
        .at(lostAt)
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY,
            "EXPIRED",
            List.of("past its sequence, and no receipt of it is kept", "more than 90 days ago"))
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                "whether it was applied is not known any more",
                "patron-summary of mod-patron-blocks-adapter: EXPIRED"),
            "Compare the projection with its source: ./bus reconcile");
  }

  private Planted expired() {
    return new Planted(DIKU, expired.id(), expired.patron(), TYPE)
        .at(Instant.now().minus(LONG_AGO))
        .place(expired.patron(), 1)
        .asking(scene.circulation(), scene.patronBlocks())
        .publication(
            "NEVER_PUBLISHED",
            "It has assigned sequences up to 1 of the key, so 1 belongs to another event, or to one that the journal no longer keeps")
        .notFound("older events are no longer known")
        .subscription(SUMMARY, "EXPIRED", List.of("past its sequence, and no receipt"))
        .exitCode(1)
        .says(
            List.of(
                "is known to no publishing module",
                "whether it was applied is not known any more",
                "patron-summary of mod-patron-blocks-adapter: EXPIRED"),
            "Compare the projection with its source: ./bus reconcile")
        .saysOfSearch(
            List.of(
                "is not known any more",
                "they keep 90 days only, and the question reaches back further"),
            "./bus key circulation.loan-events '%s'".formatted(expired.patron()));
  }

  private Planted beforeEnabling() {
    return new Planted(LATE, late.id(), late.patron(), TYPE)
        .at(enabledAt)
        .asking(scene.circulation(), scene.patronBlocks())
        .publication("SENT")
        .subscription(
            SUMMARY,
            "WAITING",
            List.of(
                "is at sequence 0 of the key and this is 1",
                "events deleted from the topic before the module was enabled at "))
        .exitCode(1)
        .says(
            List.of(
                "was sent by mod-circulation-adapter at ",
                "but not applied by patron-summary of mod-patron-blocks-adapter: WAITING",
                "events deleted from the topic before the module was enabled at "),
            "It was sent before the module was enabled for the tenant",
            "./bus republish circulation.loan-events --event " + late.id());
  }

  private void sendAgain(Scene same) {
    scene.republish(LATE, late);
    scene.awaitVerdict(scene.patronBlocks(), LATE, late, "APPLIED");
  }
}
