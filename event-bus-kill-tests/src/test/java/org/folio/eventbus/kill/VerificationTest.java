/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.kill.Evidence.Journalled;
import org.folio.eventbus.kill.Evidence.Received;
import org.junit.jupiter.api.Test;

/** The comparison that decides the kill tests detects every kind of damage. Needs no servers. */
class VerificationTest {

  private final Fact one = new Fact(UUID.randomUUID(), "a", 1);
  private final Fact two = new Fact(UUID.randomUUID(), "a", 2);
  private final Fact never = new Fact(UUID.randomUUID(), "b", 1);
  private final List<Fact> truth = new ArrayList<>(List.of(one, two));
  private final List<UUID> withdrawn = new ArrayList<>();
  private final List<Fact> ledger = new ArrayList<>(List.of(one, two));
  private final List<Fact> outbox = new ArrayList<>();
  private final List<Journalled> journal =
      new ArrayList<>(List.of(new Journalled(one, "0-0"), new Journalled(two, "0-1")));
  private final List<Received> receipts =
      new ArrayList<>(List.of(new Received(one, "APPLIED"), new Received(two, "APPLIED")));
  private final List<Fact> parked = new ArrayList<>();
  private final List<TopicRecord> topic =
      new ArrayList<>(List.of(new TopicRecord(one, 0, 0), new TopicRecord(two, 0, 1)));

  @Test
  void undamagedIsFoundSo() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void recordThatWasSentAgainIsNoDamage() {
    topic.add(new TopicRecord(one, 0, 2));
    receipts.add(new Received(one, "DUPLICATE"));
    assertThat(problems()).isEmpty();
  }

  @Test
  void lostEffect() {
    ledger.remove(one);
    receipts.remove(0);
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("lost: key a sequence 1", "journal [0-0]", "receipts []");
  }

  @Test
  void effectWithoutReceipt() {
    receipts.remove(0);
    assertThat(problems()).singleElement().asString().startsWith("0 receipts of an effect");
  }

  @Test
  void doubledEffect() {
    ledger.add(two);
    assertThat(problems()).anySatisfy(line -> assertThat(line).startsWith("applied 2 times"));
  }

  @Test
  void effectsOutOfOrder() {
    ledger.remove(one);
    ledger.add(one);
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("applied out of order, after 2: key a sequence 1");
  }

  @Test
  void effectAndRecordOfWhatWasRolledBack() {
    withdrawn.add(never.id());
    ledger.add(never);
    topic.add(new TopicRecord(never, 0, 2));
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).startsWith("applied, though rolled back"))
        .anySatisfy(line -> assertThat(line).startsWith("on the topic, though rolled back"));
  }

  @Test
  void effectOfWhatWasNeverCommitted() {
    ledger.add(new Fact(one.id(), "a", 3));
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).startsWith("applied, though never committed"));
  }

  @Test
  void recordsOutOfOrder() {
    topic.clear();
    topic.add(new TopicRecord(two, 0, 0));
    topic.add(new TopicRecord(one, 0, 1));
    topic.add(new TopicRecord(two, 0, 2));
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).startsWith("out of order on the topic, after 2"));
  }

  @Test
  void keyOnSeveralPartitions() {
    topic.add(new TopicRecord(one, 1, 0));
    assertThat(problems()).singleElement().asString().contains("several partitions: [0, 1]");
  }

  @Test
  void eventThatIsNotOnTheTopic() {
    topic.remove(1);
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).startsWith("not on the topic"))
        .anySatisfy(line -> assertThat(line).startsWith("not where the journal says, at 0-1"));
  }

  @Test
  void journalThatMissesDoublesOrMisplacesAnEvent() {
    journal.clear();
    journal.add(new Journalled(two, "0-0"));
    journal.add(new Journalled(two, "0-1"));
    assertThat(problems())
        .anySatisfy(line -> assertThat(line).startsWith("0 times in the journal"))
        .anySatisfy(line -> assertThat(line).startsWith("2 times in the journal"))
        .anySatisfy(line -> assertThat(line).startsWith("not where the journal says, at 0-0"));
  }

  @Test
  void eventThatStaysInTheOutbox() {
    outbox.add(two);
    assertThat(problems()).singleElement().asString().startsWith("still in the outbox");
  }

  @Test
  void numbersWithAHole() {
    truth.add(new Fact(UUID.randomUUID(), "a", 4));
    assertThat(problems()).anySatisfy(line -> assertThat(line).contains("not 1, 2, 3"));
  }

  @Test
  void parkedEventIsAllowedOnlyWhileSomethingIsParked() {
    ledger.remove(two);
    receipts.remove(1);
    parked.add(two);
    assertThat(Verification.problemsWhileParked(evidence(0))).isEmpty();
    assertThat(problems()).singleElement().asString().startsWith("still parked");

    ledger.add(two);
    receipts.add(new Received(two, "APPLIED"));
    assertThat(Verification.problemsWhileParked(evidence(0)))
        .singleElement()
        .asString()
        .startsWith("applied, and parked too");
  }

  @Test
  void gap() {
    assertThat(Verification.problems(evidence(1))).hasSize(1);
  }

  private List<String> problems() {
    return Verification.problems(evidence(0));
  }

  private Evidence evidence(long gaps) {
    return new Evidence(truth, withdrawn, ledger, outbox, journal, receipts, parked, gaps, topic);
  }
}
