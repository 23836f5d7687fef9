/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.testing.ModuleUnderTest.LIMIT;
import static org.folio.eventbus.testing.TopicRecords.headers;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.TopicRecords;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The process that writes accounts and their events is killed repeatedly. */
@Tag("kill")
@WithEventBusServers
class AccountKillTest {

  private static final int KILLS = 3;
  private static final int MOST_CHANGES_BEFORE_KILL = 200;
  private static final long SEED = System.nanoTime();
  private static final String SCHEMA = ModuleUnderTest.schema("mod-feesfines");
  private static final String CHANGES =
      "SELECT coalesce(sum((jsonb ->> 'changes')::int), 0) FROM " + SCHEMA + ".accounts";

  private final List<String> output = new CopyOnWriteArrayList<>();

  @Test
  void eachCommittedChangeHasItsEventsAndNoEventIsOfAChangeThatWasRolledBack(
      KafkaBroker kafka, DatabaseCoordinates database) {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    ModuleUnderTest tables = new ModuleUnderTest(0, "mod-feesfines", database);
    Random random = new Random(SEED);
    try (ChildJvm prepared = start(variables, AccountProcess.RELAY)) {
      prepared.awaitLine(AccountProcess.RELAY::equals, LIMIT);
    }
    for (int kill = 0; kill < KILLS; kill++) {
      long until = tables.number(CHANGES) + 1 + random.nextInt(MOST_CHANGES_BEFORE_KILL);
      try (ChildJvm process = start(variables, AccountProcess.WRITE)) {
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
            .until(() -> tables.number(CHANGES) >= until);
        process.kill();
      }
    }
    long before = tables.number(CHANGES);
    try (ChildJvm process = start(variables, AccountProcess.BETWEEN)) {
      process.awaitLine(AccountProcess.STANDING::equals, LIMIT);
      process.kill();
    }
    try (ChildJvm process = start(variables, AccountProcess.RELAY)) {
      process.awaitLine(AccountProcess.RELAY::equals, LIMIT);
      await()
          .atMost(LIMIT)
          .until(() -> tables.number("SELECT count(*) FROM " + SCHEMA + ".event_outbox") == 0);
    }

    assertThat(tables.number(CHANGES))
        .as("a row whose events were not stored is not there either")
        .isEqualTo(before);
    assertThat(String.join("\n", output)).doesNotContain("A change failed");
    Map<String, List<JsonObject>> published =
        published(kafka, variables.get("ENV") + ".diku." + EventCatalog.ACCOUNT_EVENTS);
    int events = 0;
    for (int number = 0; number < AccountProcess.ACCOUNTS; number++) {
      int changes = changes(tables, Account.id("account", number));
      List<Integer> expected = Account.balances(changes);
      assertThat(published.get(Account.id("account", number).toString()))
          .as("seed %s, balances of account %s", SEED, number)
          .extracting(payload -> payload.getNumber("balance").intValue())
          .isEqualTo(expected);
      assertThat(published.get(Account.id("loan", number).toString()))
          .as("seed %s, closed fees of loan %s", SEED, number)
          .hasSize((int) expected.stream().filter(balance -> balance == 0).count());
      events += expected.size();
    }
    assertThat(published).hasSize(2 * AccountProcess.ACCOUNTS);
    assertThat(events).isEqualTo((int) before).isGreaterThan(KILLS);
  }

  private static int changes(ModuleUnderTest tables, UUID account) {
    return (int)
        tables.number(
            "SELECT (jsonb ->> 'changes')::int FROM %s.accounts WHERE id = '%s'"
                .formatted(SCHEMA, account));
  }

  // A killed relay sends its last round again; event ids identify the repetitions.
  private static Map<String, List<JsonObject>> published(KafkaBroker kafka, String topic) {
    Map<String, ConsumerRecord<String, String>> byId = new LinkedHashMap<>();
    for (ConsumerRecord<String, String> sent : TopicRecords.of(kafka, topic)) {
      if (sent.key() != null && EventCatalog.feesFines().typeNames().contains(type(sent))) {
        ConsumerRecord<String, String> first = byId.putIfAbsent(headers(sent).get("ce_id"), sent);
        assertThat(first == null ? sent.value() : first.value()).isEqualTo(sent.value());
      }
    }
    Map<String, List<ConsumerRecord<String, String>>> byKey = new HashMap<>();
    byId.values()
        .forEach(sent -> byKey.computeIfAbsent(sent.key(), key -> new ArrayList<>()).add(sent));
    Map<String, List<JsonObject>> payloads = new HashMap<>();
    byKey.forEach(
        (key, records) -> {
          assertThat(records)
              .isSortedAccordingTo(Comparator.comparing(sent -> headers(sent).get("ce_sequence")));
          payloads.put(key, records.stream().map(sent -> new JsonObject(sent.value())).toList());
        });
    return payloads;
  }

  private static String type(ConsumerRecord<String, String> sent) {
    return headers(sent).get("ce_type");
  }

  private ChildJvm start(Map<String, String> variables, String work) {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(AccountProcess.class.getName())
            .jvmOption("-Xmx160m")
            .quickToStart()
            .argument(work)
            .output(output::add);
    variables.forEach(builder::environment);
    return builder.start();
  }
}
