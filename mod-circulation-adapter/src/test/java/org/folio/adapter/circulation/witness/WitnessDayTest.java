/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.circulation.witness.CirculationDay.Change;
import org.folio.adapter.circulation.witness.CirculationDay.Told;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.LoanRowState;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/**
 * A day of 5,000 changes of loans. Of the events that mod-circulation should publish, 200 are
 * withheld, 100 come late, 20 come twice, and 50 tell of what never happened. Run a day again with
 * {@code -Dseed=}.
 */
@WithEventBusServers
class WitnessDayTest {

  private static final int CHANGES = 5_000;
  private static final int WITHHELD = 200;
  private static final int LATE = 100;
  private static final int TWICE = 20;
  private static final int PHANTOMS = 50;
  private static final int CHUNK = 250;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Instant start = Instant.now().minus(Duration.ofHours(20));
  private final CirculationDay day = CirculationDay.of(random, start, CHANGES);
  private final List<Told> withheld = new ArrayList<>();
  private final List<Told> late = new ArrayList<>();
  private final List<Told> twice = new ArrayList<>();
  private final Set<UUID> phantoms = new HashSet<>();
  private final Set<String> disturbed = new HashSet<>();

  @Test
  void exactlyWhatWasWithheldIsDerivedAndExactlyWhatNeverHappenedIsReported(
      KafkaBroker kafka, PostgresServer postgres) {
    System.out.println("seed " + seed);
    choose();
    try (WitnessBus bus =
        new WitnessBus(
            kafka,
            postgres.newDatabase(),
            new WitnessSettings(WitnessMode.ON, WitnessSettings.DEFAULT_PATIENCE, true),
            OkapiSettings.NONE)) {
      bus.installedAt(start);
      live(bus);
      bus.round(Duration.ZERO);
      bus.publish(drafts(late));
      bus.round(Duration.ZERO);
      assertThat(bus.findings(FindingKind.NEVER_PUBLISHED)).isEmpty();
      assertThat(bus.findings(FindingKind.PHANTOM)).isEmpty();

      bus.round(WitnessBus.AFTER_ALL_WAITS);

      assertThat(bus.findings(FindingKind.NEVER_PUBLISHED))
          .extracting(one -> fact(one.getString("type"), one.getString("payload")))
          .containsExactlyInAnyOrderElementsOf(
              withheld.stream().map(told -> fact(told.type(), told.payload().encode())).toList());
      assertThat(bus.findings(FindingKind.PHANTOM))
          .extracting(one -> UUID.fromString(one.getString("event")))
          .containsExactlyInAnyOrderElementsOf(phantoms);
      assertThat(bus.findings(FindingKind.DERIVED_BY_RULE))
          .extracting(one -> one.getString("type") + " " + one.getString("loan"))
          .containsExactlyInAnyOrderElementsOf(
              day.changes().stream()
                  .flatMap(
                      change -> change.byRule().stream().map(type -> type + " " + loan(change)))
                  .toList());
      assertThat(bus.findings(FindingKind.AMBIGUOUS)).isEmpty();
      assertThat(bus.findings(FindingKind.RECORD_LOST)).isEmpty();
      assertDerivedOnceAndNamed(bus);
      assertPatronsAreRight(bus);
      assertLateOriginalsAreRepetitions(bus);
    }
  }

  private void live(WitnessBus bus) {
    List<Told> fakes = phantomsToBe();
    for (int from = 0; from < day.changes().size(); from += CHUNK) {
      List<Change> chunk =
          day.changes().subList(from, Math.min(from + CHUNK, day.changes().size()));
      boolean recordsFirst = random.nextBoolean();
      if (recordsFirst) {
        chunk.forEach(change -> bus.record(change.record(), change.request()));
      }
      List<Told> told = new ArrayList<>();
      for (Change change : chunk) {
        for (Told one : change.published()) {
          if (!withheld.contains(one) && !late.contains(one)) {
            told.add(one);
          }
          if (twice.contains(one)) {
            told.add(one);
          }
        }
      }
      bus.publish(drafts(told));
      if (!recordsFirst) {
        chunk.forEach(change -> bus.record(change.record(), change.request()));
      }
    }
    bus.publish(drafts(fakes)).forEach(published -> phantoms.add(published.id()));
    bus.awaitRecords();
  }

  // Only facts that the day tells once can be withheld without another event taking their place.
  private void choose() {
    Map<String, Integer> times = new HashMap<>();
    List<Told> all = day.changes().stream().flatMap(change -> change.published().stream()).toList();
    all.forEach(told -> times.merge(told.fingerprint(), 1, Integer::sum));
    Set<String> byRule = new HashSet<>();
    day.changes()
        .forEach(change -> change.byRule().forEach(type -> byRule.add(type + " " + loan(change))));
    List<Told> single =
        new ArrayList<>(
            all.stream()
                .filter(told -> told.required() && times.get(told.fingerprint()) == 1)
                .filter(told -> !byRule.contains(told.type() + " " + Fact.loanId(told.payload())))
                .toList());
    Collections.shuffle(single, random);
    withheld.addAll(single.subList(0, WITHHELD));
    late.addAll(single.subList(WITHHELD, WITHHELD + LATE));
    twice.addAll(single.subList(WITHHELD + LATE, WITHHELD + LATE + TWICE));
    late.forEach(told -> disturbed.add(Fact.loanId(told.payload())));
  }

  private List<Told> phantomsToBe() {
    List<Told> fakes = new ArrayList<>();
    List<LoanRow> plain =
        new ArrayList<>(
            day.open().stream()
                .filter(row -> row.state().itemStatus().equals("Checked out"))
                .filter(row -> row.state().claimedReturned() == null)
                .filter(row -> row.state().declaredLost() == null)
                .toList());
    Collections.shuffle(plain, random);
    Set<String> told = new HashSet<>();
    day.changes().forEach(change -> change.published().forEach(one -> told.add(one.fingerprint())));
    for (int i = 0; fakes.size() < PHANTOMS; i++) {
      Told fake = fake(plain.get(i), fakes.size());
      if (!told.contains(fake.fingerprint())) {
        fakes.add(fake);
        disturbed.add(Fact.loanId(fake.payload()));
      }
    }
    return fakes;
  }

  // Every fifth event is of a loan that does not exist.
  private static Told fake(LoanRow row, int number) {
    LoanRowState state = row.due(Instant.EPOCH.plusSeconds(number)).state();
    String type =
        number % 5 == 0
            ? Fact.CHECKED_OUT
            : List.of(
                    Fact.CHECKED_IN,
                    Fact.DECLARED_LOST,
                    Fact.CLAIMED_RETURNED,
                    Fact.DUE_DATE_CHANGED)
                .get(number % 5 - 1);
    String loan =
        number % 5 == 0
            ? UUID.nameUUIDFromBytes(new byte[] {(byte) number}).toString()
            : row.id().toString();
    return new Told(type, Fact.payload(type, loan, state), false);
  }

  private void assertDerivedOnceAndNamed(WitnessBus bus) {
    List<JsonObject> derived = bus.findings(FindingKind.NEVER_PUBLISHED);
    assertThat(derived)
        .allSatisfy(
            finding ->
                assertThat(new JsonObject(finding.getString("headers")).getString("ce_derivedfrom"))
                    .isEqualTo(finding.getString("origin"))
                    .matches("circulation\\.loan-\\d@\\d+#[0-9a-f-]{36}"));
    int before = bus.published().size();
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.published()).hasSize(before);
  }

  // What mod-patron-blocks makes of the events (contract: circulation 2.5) is what storage has.
  private void assertPatronsAreRight(WitnessBus bus) {
    Map<String, JsonObject> summary = new HashMap<>();
    for (JsonObject event : bus.published()) {
      JsonObject payload = new JsonObject(event.getString("payload"));
      PatronBlocks.apply(summary, event.getString("type"), payload);
    }
    Map<String, JsonObject> expected = new HashMap<>();
    for (LoanRow row : day.open()) {
      LoanRowState state = row.state();
      expected.put(
          row.user() + "/" + row.id(),
          new JsonObject()
              .put("dueDate", FolioDateTime.format(state.dueDate()))
              .put("recall", state.recall())
              .put("lost", state.isLost())
              .put("claimed", state.isClaimed()));
    }
    summary.keySet().removeIf(key -> disturbed.contains(key.split("/")[1]));
    expected.keySet().removeIf(key -> disturbed.contains(key.split("/")[1]));
    assertThat(summary.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    withheld.forEach(
        told -> {
          String key = told.payload().getString("userId") + "/" + Fact.loanId(told.payload());
          assertThat(summary.get(key))
              .as("%s of %s", told.type(), key)
              .isEqualTo(expected.get(key));
        });
  }

  private void assertLateOriginalsAreRepetitions(WitnessBus bus) {
    int before = bus.published().size();
    List<PublishedEvent> answers = bus.publish(drafts(withheld));
    assertThat(answers).allMatch(PublishedEvent::repeated);
    assertThat(answers.stream().map(PublishedEvent::id).toList())
        .containsExactlyInAnyOrderElementsOf(
            bus.findings(FindingKind.NEVER_PUBLISHED).stream()
                .map(finding -> UUID.fromString(finding.getString("derived")))
                .toList());
    assertThat(bus.published()).hasSize(before);
    bus.round(WitnessBus.AFTER_ALL_WAITS);
    assertThat(bus.findings(FindingKind.PHANTOM)).hasSize(phantoms.size());
  }

  private static List<EventDraft> drafts(List<Told> told) {
    return told.stream().map(one -> EventDraft.of(one.type(), one.payload())).toList();
  }

  private static String loan(Change change) {
    JsonObject data = change.record().getJsonObject("data");
    return data.getJsonObject("new", data.getJsonObject("old")).getString("id");
  }

  private static String fact(String type, String payload) {
    JsonObject json = new JsonObject(payload);
    json.remove("metadata");
    return type + json.stream().sorted(Map.Entry.comparingByKey()).toList();
  }
}
