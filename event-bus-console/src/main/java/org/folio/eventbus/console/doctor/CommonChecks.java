/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.folio.eventbus.console.output.Text;

/** Checks across all modules: clocks, versions and topics. */
final class CommonChecks {

  // Synchronized clocks differ by milliseconds. A smaller difference misleads nobody.
  private static final Duration SKEW = Duration.ofSeconds(2);

  private static final int HOURS_OF_A_DAY = 24;

  private final List<ModuleFacts> facts;
  private final List<Finding> findings = new ArrayList<>();

  CommonChecks(List<ModuleFacts> facts) {
    this.facts = facts.stream().filter(ModuleFacts::reached).toList();
  }

  List<Finding> run() {
    clocks();
    versions();
    topics();
    return findings;
  }

  private void clocks() {
    Map<String, Duration> skews = new LinkedHashMap<>();
    for (ModuleFacts one : facts) {
      Duration skew = one.skew();
      if (skew != null) {
        skews.put(one.name(), skew);
      }
    }
    skews.forEach(
        (module, skew) -> {
          if (skew.abs().compareTo(SKEW) > 0) {
            findings.add(
                Finding.problem(
                    module,
                    "clock",
                    "Its clock is %s s %s the one here"
                        .formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "before"),
                    "Synchronize all clocks by NTP, also the clock of this machine. Brokers refuse records with a wrong time, and the times on a timeline are wrong"));
          }
        });
    if (!skews.isEmpty() && findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "",
              "clocks",
              "Those of %s modules and of this machine agree".formatted(skews.size())));
    }
  }

  private void versions() {
    Map<String, List<String>> versions = new TreeMap<>();
    for (ModuleFacts one : facts) {
      String id = one.state().moduleId();
      String version =
          id == null || id.equals(one.name()) ? "unknown" : id.replaceFirst("^.*?-(?=\\d)", "");
      versions.computeIfAbsent(version, any -> new ArrayList<>()).add(one.name());
    }
    if (versions.size() > 1) {
      findings.add(
          Finding.note(
              "",
              "versions",
              versions.entrySet().stream()
                  .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
                  .collect(Collectors.joining("; ")),
              "Modules of one release are tested together; see NEWS.md before mixing them"));
    } else if (!versions.isEmpty()) {
      findings.add(
          Finding.ok(
              "", "versions", "All modules are of version " + versions.keySet().iterator().next()));
    }
  }

  private void topics() {
    Set<String> seen = new HashSet<>();
    Set<String> written = new HashSet<>();
    Set<String> alone = new TreeSet<>();
    Map<String, String> read = new TreeMap<>();
    int before = findings.size();
    for (ModuleFacts one : facts) {
      JsonNode answer = one.body(ModuleFacts.TOPICS);
      for (JsonNode topic : answer.path("topics")) {
        String name = Text.of(topic, "topic");
        if (topic.path("written").asBoolean()) {
          written.add(Text.of(topic, "stream"));
          journal(one.name(), topic, answer.path("journalDays").asInt());
        }
        if (!topic.path("subscriptions").isEmpty()) {
          read.putIfAbsent(Text.of(topic, "stream"), one.name());
        }
        if (seen.add(name)) {
          Text.sentences(topic.path("problems"))
              .forEach(
                  problem ->
                      findings.add(
                          Finding.problem(
                              one.name(), name, problem, "As it says; ./bus topics shows all")));
          if (topic.path("copies").asInt() == 1) {
            alone.add(name);
          }
        }
      }
    }
    copies(alone);
    read.forEach(
        (stream, module) -> {
          if (!written.contains(stream)) {
            findings.add(
                Finding.note(
                    module,
                    stream,
                    "No module that was asked publishes what it reads",
                    "Nothing if a native producer does; else deploy the publishing module or name it in --modules"));
          }
        });
    if (!seen.isEmpty() && findings.size() == before) {
      findings.add(
          Finding.ok("", "topics", "%s topics are as they should be".formatted(seen.size())));
    }
  }

  private void copies(Set<String> alone) {
    if (!alone.isEmpty()) {
      findings.add(
          Finding.note(
              "",
              "topics",
              "%s topics have one copy only: %s".formatted(alone.size(), String.join(", ", alone)),
              "Fine for trying out. In production set REPLICATION_FACTOR to 3: one broker will lose its disk some day"));
    }
  }

  private void journal(String module, JsonNode topic, int journalDays) {
    long hours = topic.path("retentionHours").asLong();
    if (hours < 0 || hours > (long) journalDays * HOURS_OF_A_DAY) {
      findings.add(
          Finding.note(
              module,
              Text.of(topic, "topic"),
              "Kafka keeps records longer than the journal its %s days".formatted(journalDays),
              "Raise EVENT_JOURNAL_DAYS: Kafka keeps events longer than the journal, which alone can show that they were published"));
    }
  }
}
