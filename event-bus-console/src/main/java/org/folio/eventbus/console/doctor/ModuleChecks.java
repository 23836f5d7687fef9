/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Text;
import org.folio.eventbus.console.trace.Advice;

/** The checks of each module. */
final class ModuleChecks {

  // An event arrives within a second; a restart takes a minute.
  private static final double LAG_SECONDS = 60;

  // Events wait in the outbox for milliseconds unless brokers are down.
  private static final double OUTBOX_SECONDS = 10;

  // Older errors are history.
  private static final Duration RECENT = Duration.ofMinutes(10);

  // One may be late, and one may be in flight.
  private static final int CANARIES_MISSED = 3;

  private static final int OK = 200;

  private static final String AS_IT_SAYS = "As the sentence says";

  private static final String OF_SERVER = "PostgreSQL at ";
  private static final String OF_LISTENER = "Listening to PostgreSQL";
  private static final String OF_DATABASE = "503: The database of ";

  private final ModuleFacts facts;
  private final Instant now;
  private final Optional<String> brokersAway;
  private final List<String> databaseAway;
  private final List<Finding> findings = new ArrayList<>();

  ModuleChecks(ModuleFacts facts, Instant now) {
    this.facts = facts;
    this.now = now;
    this.brokersAway = facts.brokersAway();
    this.databaseAway = databaseAway(facts);
  }

  // Nearly every answer needs the database; an outage is one cause, not one per answer. Readiness
  // names the server, which several modules may share.
  private static List<String> databaseAway(ModuleFacts facts) {
    if (facts.first().good()) {
      return List.of();
    }
    List<String> named =
        sentences(facts).stream()
            .filter(sentence -> sentence.startsWith(OF_SERVER) || sentence.startsWith(OF_LISTENER))
            .toList();
    return named.isEmpty() && facts.first().failure().contains(OF_DATABASE)
        ? List.of(facts.first().failure())
        : named;
  }

  // The result of readiness, which waits for nothing.
  private static List<String> sentences(ModuleFacts facts) {
    ModuleAnswer ready = facts.answer(ModuleFacts.READY);
    return ready == null
        ? List.of()
        : Stream.of("reasons", "warnings")
            .flatMap(list -> Text.sentences(ready.body().path(list)).stream())
            .toList();
  }

  List<Finding> run() {
    if (!databaseAway.isEmpty()) {
      problem(
          "PostgreSQL",
          String.join("; ", databaseAway),
          "Bring the database back, or correct DB_HOST and DB_PORT. If it answers others, end what its connections wait for, such as a lock. Waiting work resumes by itself");
      // They may explain what the connections wait for.
      sentences(facts).stream()
          .filter(sentence -> !databaseAway.contains(sentence))
          .forEach(
              sentence ->
                  findings.add(
                      Finding.note(
                          facts.name(), "readiness", "Without PostgreSQL: " + sentence, "")));
      return findings;
    }
    if (!facts.reached()) {
      problem(
          "connection",
          facts.first().failure(),
          "Start it, or correct --modules or its deployment at Okapi");
      return findings;
    }
    if (facts.first().good()) {
      connection();
    }
    if (!facts.enabled() && facts.first().good()) {
      problem(
          "tenant",
          "The tenant has not enabled it",
          "Enable it: POST /_/tenant at the module with X-Okapi-Tenant and {\"module_to\":\"%1$s\"}; or POST /_/proxy/tenants/TENANT/install at Okapi with [{\"id\":\"%1$s\",\"action\":\"enable\"}]"
              .formatted(moduleId()));
    }
    brokersAway.ifPresent(
        why ->
            problem(
                "Kafka",
                why,
                "Bring the brokers back, or correct KAFKA_HOST and KAFKA_PORT; waiting work resumes by itself"));
    failures();
    readiness();
    if (facts.enabled()) {
      facts.body(ModuleFacts.SUBSCRIPTIONS).path("subscriptions").forEach(this::subscription);
      ofModule().forEach(one -> problem("module", one, AS_IT_SAYS));
    }
    outbox();
    parked();
    gaps();
    canaries();
    return findings;
  }

  // What only the module itself knows about the tenant.
  private List<String> ofModule() {
    return Text.sentences(facts.body(ModuleFacts.SUBSCRIPTIONS).path("warnings"));
  }

  private String moduleId() {
    ModuleState state = facts.state();
    return state.moduleId() == null ? facts.name() : state.moduleId();
  }

  private void connection() {
    findings.add(
        Finding.ok(
            facts.name(),
            "connection",
            "%s answers within %s ms".formatted(moduleId(), facts.first().took().toMillis())));
  }

  private void failures() {
    facts
        .answers()
        .forEach(
            (path, answer) -> {
              boolean says = path.equals(ModuleFacts.READY) && answer.body().has("ready");
              boolean said = path.equals(ModuleFacts.TOPICS) && brokersAway.isPresent();
              // The absence of tenants without the module is reported already.
              if (!answer.good() && !says && !said && (facts.enabled() || !facts.first().good())) {
                problem(path, answer.failure(), "See its log; the answer says what is away");
              }
            });
  }

  private void readiness() {
    ModuleAnswer answer = facts.answer(ModuleFacts.READY);
    if (answer == null) {
      return;
    }
    List<String> reasons = new ArrayList<>(Text.sentences(answer.body().path("reasons")));
    List<String> warnings = new ArrayList<>(Text.sentences(answer.body().path("warnings")));
    brokersAway.ifPresent(
        said -> {
          reasons.remove(said);
          warnings.remove(said);
        });
    warnings.removeAll(ofModule());
    reasons.forEach(
        one ->
            problem(
                "readiness",
                one,
                "It does not serve until that is mended; docs/log-codes.md has the codes of its log"));
    warnings.forEach(
        one ->
            delay(
                "readiness",
                one,
                "Events are delayed, none is lost; mend what the sentence names"));
    if (answer.status() == OK && reasons.isEmpty() && warnings.isEmpty()) {
      findings.add(Finding.ok(facts.name(), "readiness", "It is healthy and ready"));
    }
  }

  private void subscription(JsonNode one) {
    String name = Text.of(one, "name");
    List<String> problems = Text.sentences(one.path("problems"));
    problems.forEach(problem -> delay(name, problem, "See ./bus lag and the module's log"));
    double behind = one.path("lagSeconds").asDouble();
    long lag = one.path("lagEvents").asLong();
    if (behind > LAG_SECONDS) {
      delay(
          name,
          "It is %s events and %s s behind".formatted(lag, Math.round(behind)),
          "See with ./bus lag --watch whether it catches up; more instances share the partitions");
    }
    one.path("slow")
        .forEach(
            slow ->
                problem(
                    name,
                    "A batch of %s events has been in work for %s s at %s, beginning with event %s"
                        .formatted(
                            Text.of(slow, "events"),
                            Text.of(slow, "seconds"),
                            Text.of(slow, "partition"),
                            Text.of(slow, "eventId")),
                    "Find out what its handler waits for: a lock in the database, or a service that it calls"));
    if (one.path("partitions").asInt() == 0 && problems.isEmpty()) {
      findings.add(
          Finding.note(
              facts.name(),
              name,
              "The process that answered reads no partition",
              "Nothing if other processes of the module do; else see its log"));
    }
    // If everything is well again, the error is resolved, or its event is parked.
    JsonNode error = one.path("lastError");
    boolean well = problems.isEmpty() && behind <= LAG_SECONDS;
    if (error.has("at")
        && !well
        && Duration.between(Instant.parse(Text.of(error, "at")), now).compareTo(RECENT) < 0) {
      findings.add(
          Finding.note(
              facts.name(),
              name,
              "Last error %s: %s".formatted(Text.time(error, "at"), Text.of(error, "message")),
              ""));
    }
    if (well) {
      findings.add(
          Finding.ok(
              facts.name(),
              name,
              "It reads %s partitions and is %s events behind"
                  .formatted(Text.of(one, "partitions"), lag)));
    }
  }

  private void outbox() {
    JsonNode outbox = facts.body(ModuleFacts.OUTBOX);
    double age = outbox.path("oldestAgeSeconds").asDouble();
    if (age > OUTBOX_SECONDS) {
      delay(
          "outbox",
          "%s wait, the oldest for %s s"
              .formatted(Text.count(outbox.path("events").asLong(), "event"), Math.round(age)),
          "See whether brokers answer, and ./bus parked list for events that they refuse");
    }
  }

  private void parked() {
    for (JsonNode cause : facts.body(ModuleFacts.CAUSES).path("causes")) {
      String subscription = Text.of(cause, "subscription");
      problem(
          subscription,
          "%s with %s stand still since %s: %s"
              .formatted(
                  Text.count(cause.path("keys").asLong(), "key"),
                  Text.count(cause.path("events").asLong(), "event"),
                  Text.time(cause, "since"),
                  Text.of(cause, "cause")),
          "Remove the cause, then ./bus parked list and ./bus parked release --subscription %s --cause %s --reason WHY --yes"
              .formatted(subscription, Text.quoted(Text.of(cause, "cause"))));
    }
  }

  private void gaps() {
    JsonNode gaps = facts.body(ModuleFacts.GAPS);
    int number = gaps.path("totalRecords").asInt();
    if (number > 0) {
      JsonNode oldest = gaps.path("gaps").path(0);
      problem(
          "gaps",
          "%s, the oldest since %s in %s: %s"
              .formatted(
                  Text.count(number, "gap"),
                  Text.time(oldest, "noticedAt"),
                  Text.of(oldest, "subscription"),
                  Text.of(oldest, "state")),
          "See ./bus gaps. Of the oldest: " + String.join(". ", Advice.ofGap(oldest)));
    }
  }

  private void canaries() {
    JsonNode canaries = facts.body(ModuleFacts.CANARY);
    long every = canaries.path("everySeconds").asLong();
    for (JsonNode one : canaries.path("canaries")) {
      if (every > 0 && one.path("ageSeconds").asLong() > CANARIES_MISSED * every) {
        delay(
            Text.of(one, "subscription"),
            "The last canary came %s s ago; one is due every %s s"
                .formatted(Text.of(one, "ageSeconds"), every),
            "Something on the way stands still: see ./bus lag and the outbox of the publishing module");
      }
    }
  }

  // While brokers are down, a standstill is not a separate problem.
  private void delay(String subject, String what, String todo) {
    if (brokersAway.isPresent()) {
      findings.add(Finding.note(facts.name(), subject, "While Kafka is away: " + what, ""));
    } else {
      problem(subject, what, todo);
    }
  }

  private void problem(String subject, String what, String todo) {
    findings.add(Finding.problem(facts.name(), subject, what, todo));
  }
}
