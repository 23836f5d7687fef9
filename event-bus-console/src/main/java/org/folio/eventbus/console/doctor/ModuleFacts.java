/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.ModuleClient;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a module to all questions.
 *
 * @param answers by path
 */
record ModuleFacts(EventBusModule module, Map<String, ModuleAnswer> answers) {

  private static final int UNAVAILABLE = 503;

  private static final String OF_KAFKA = "Kafka at ";

  static final String EVENT = "/event-bus/events/00000000-0000-0000-0000-000000000000";
  static final String HEALTH = "/admin/health";
  static final String READY = "/admin/ready";
  static final String SUBSCRIPTIONS = "/event-bus/subscriptions";
  static final String OUTBOX = "/event-bus/outbox";
  static final String CAUSES = "/event-bus/parked/causes";
  static final String GAPS = "/event-bus/gaps";
  static final String CANARY = "/event-bus/canary";
  static final String TOPICS = "/event-bus/topics";
  static final String OPERATIONS = "/event-bus/operations";

  static CompletableFuture<ModuleFacts> ask(ModuleClient client, EventBusModule module) {
    // The first question is asked alone, so that its duration excludes the others.
    return client
        .get(module, EVENT, Map.of())
        .thenCompose(answer -> new ModuleFacts(module, Map.of(EVENT, answer)).askMore(client));
  }

  private CompletableFuture<ModuleFacts> askMore(ModuleClient client) {
    List<String> questions = new ArrayList<>();
    if (!module.throughOkapi()) {
      // Okapi only routes paths of an interface. Both wait for nothing, and so tell what the other
      // answers wait for.
      questions.addAll(List.of(HEALTH, READY));
    }
    if (reached()) {
      questions.addAll(List.of(SUBSCRIPTIONS, OUTBOX, CAUSES, GAPS, CANARY, TOPICS, OPERATIONS));
    }
    Map<String, CompletableFuture<ModuleAnswer>> asked = new LinkedHashMap<>();
    questions.forEach(path -> asked.put(path, client.get(module, path, Map.of())));
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all -> {
              Map<String, ModuleAnswer> more = new LinkedHashMap<>(answers);
              asked.forEach((path, answer) -> more.put(path, answer.join()));
              return new ModuleFacts(module, more);
            });
  }

  /**
   * Why brokers do not answer the module; empty if they do, or if it is not known. Of all its
   * answers only the one about topics needs them.
   */
  Optional<String> brokersAway() {
    ModuleAnswer topics = answers.get(TOPICS);
    return topics != null && topics.status() == UNAVAILABLE && !body(GAPS).isMissingNode()
        ? Optional.of(ofKafka().orElse(topics.failure()))
        : Optional.empty();
  }

  // Readiness names the brokers; it is not asked through Okapi.
  private Optional<String> ofKafka() {
    ModuleAnswer ready = answers.get(READY);
    return ready == null
        ? Optional.empty()
        : Stream.of("reasons", "warnings")
            .flatMap(list -> Text.sentences(ready.body().path(list)).stream())
            .filter(sentence -> sentence.startsWith(OF_KAFKA))
            .findFirst();
  }

  String name() {
    return module.name();
  }

  /** Whether the module itself has answered; Okapi answers for modules that are down. */
  boolean reached() {
    return module.throughOkapi()
        ? first().answered() || first().status() == UNAVAILABLE
        : first().status() != 0 || answers.containsKey(READY) && answers.get(READY).status() != 0;
  }

  ModuleAnswer first() {
    return Objects.requireNonNull(answers.get(EVENT));
  }

  @Nullable ModuleAnswer answer(String path) {
    return answers.get(path);
  }

  /** The answer to a question; a missing node if there was none. */
  JsonNode body(String path) {
    ModuleAnswer answer = answers.get(path);
    return answer == null || !answer.good() ? MissingNode.getInstance() : answer.body();
  }

  /** Whether it answered a question, or told that it does not apply to the tenant. */
  boolean answered(String path) {
    ModuleAnswer answer = answers.get(path);
    return answer != null && answer.answered();
  }

  /** Whether it told what its tables hold. */
  boolean tellsTables() {
    return Stream.of(SUBSCRIPTIONS, OUTBOX, CAUSES, GAPS)
        .noneMatch(path -> body(path).isMissingNode());
  }

  boolean enabled() {
    return first().body().path("tenant").path("enabled").asBoolean();
  }

  /**
   * Whether it answered everything that it can; readiness answers 503 when it has a problem to
   * report.
   */
  boolean complete() {
    return answers.entrySet().stream()
        .allMatch(
            one ->
                one.getValue().answered()
                    || one.getKey().equals(READY) && one.getValue().status() != 0);
  }

  ModuleState state() {
    String id = Text.of(body(TOPICS), "moduleId");
    return new ModuleState(
        name(),
        module.id().orElse(id.isEmpty() ? null : id),
        reached(),
        first().took().toMillis(),
        skew() == null ? null : skew().toMillis());
  }

  /**
   * The minimum by which the module's clock is ahead of the local one, however long the answer
   * took.
   */
  @Nullable Duration skew() {
    return first().date().map(this::skew).orElse(null);
  }

  // The module read its clock at some moment between question and answer, and truncated it to a
  // second.
  private Duration skew(Instant date) {
    Instant received = first().received();
    Duration before = Duration.between(received, date);
    Duration behind = Duration.between(received.minus(first().took()), date.plusSeconds(1));
    return !before.isNegative() ? before : behind.isNegative() ? behind : Duration.ZERO;
  }
}
