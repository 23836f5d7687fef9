/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.module.Witness;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * Asks for events of a loan or a patron that were never published. The witness compares storage's
 * records with published events; the counting module compares the applied events with storage.
 */
final class OtherWitnesses {

  private static final String PATRONS = "/event-bus/patrons/";
  private static final String LOANS = "/event-bus/loans/";
  private static final String COMPARING = "mod-patron-blocks-adapter";
  private static final int UNKNOWN_PATH = 404;

  // As many as a person reads, including settled findings.
  private static final String MOST = "100";

  // The counting module may wait for a lock, and storage may be slow; results found so far need not
  // wait.
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String SLOW =
      "It does not answer within %s s".formatted(PATIENCE.toSeconds());

  private final Modules modules;

  OtherWitnesses(Modules modules) {
    this.modules = modules;
  }

  /**
   * Their knowledge.
   *
   * @param found whether any event was found
   */
  Testimony ask(Map<String, String> question, boolean found) {
    String loan = question.get("loan");
    String patron = patron(question);
    if (loan == null && patron == null) {
      return Testimony.NONE;
    }
    Testimony testimony = Testimony.empty();
    witness(question, loan, patron, found, testimony);
    if (loan != null) {
      ofLoan(loan, testimony);
    } else if (patron != null) {
      ofPatron(patron, testimony);
    }
    return testimony;
  }

  /** The patron of the question's loans; null if the question has another subject. */
  static @Nullable String patron(Map<String, String> question) {
    String stream = question.get("stream");
    if (stream != null && !stream.equals(TracedEvent.PATRONS)) {
      return null;
    }
    String user = question.get("user");
    return user == null && stream != null ? question.get("key") : user;
  }

  private void witness(
      Map<String, String> question,
      @Nullable String loan,
      @Nullable String patron,
      boolean found,
      Testimony testimony) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(loan == null ? "userId" : "loanId", loan == null ? patron : loan);
    parameters.put("limit", MOST);
    if (question.containsKey("type")) {
      parameters.put("type", question.get("type"));
    }
    // An event of the loan was found; a silent witness changes nothing.
    boolean answersQuestion = loan == null || !found;
    Optional<ModuleAnswer> answer =
        ask(Witness.MODULE, one -> modules.client().get(one, Witness.FINDINGS, parameters));
    if (answer.isPresent()) {
      boolean missing = hear(answer.get(), question, loan != null && !found, testimony);
      if (answersQuestion) {
        reach(answer.get(), question, loan == null ? "patron" : "loan", missing, testimony);
      }
    } else if (answersQuestion) {
      testimony.silent().add("The witness of %s was not asked.".formatted(Witness.MODULE));
    }
  }

  // One instance that can answer represents all instances of a module.
  private Optional<ModuleAnswer> ask(
      String name, Function<EventBusModule, CompletableFuture<ModuleAnswer>> how) {
    List<EventBusModule> instances =
        modules.all().stream().filter(one -> one.name().equals(name)).toList();
    return Modules.together(
            instances,
            one ->
                how.apply(one)
                    .completeOnTimeout(
                        ModuleAnswer.none(one, SLOW, PATIENCE),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS))
        .stream()
        .max(Comparator.comparing(ModuleAnswer::good));
  }

  // For a loan without events, everything known about it matters.
  private static boolean hear(
      ModuleAnswer answer, Map<String, String> question, boolean all, Testimony testimony) {
    boolean any = false;
    for (JsonNode one : answer.body().path("findings")) {
      WitnessFinding finding = WitnessFinding.of(answer.module().name(), one);
      if (all || finding.lacks() && finding.isWithin(question)) {
        testimony.findings().add(finding);
        any = true;
      }
    }
    return any;
  }

  private static void reach(
      ModuleAnswer answer,
      Map<String, String> question,
      String subject,
      boolean missing,
      Testimony testimony) {
    String since = Text.of(answer.body(), "since");
    String explanation = Text.of(answer.body(), "explanation");
    String end = question.get("to");
    String why =
        !answer.good()
            ? answer.failure()
            : since.isEmpty()
                ? explanation.isEmpty() ? "it does not say since when it can tell" : explanation
                : end != null && !Instant.parse(end).isAfter(Instant.parse(since))
                    ? "it can tell of what happened since " + since
                    : "";
    if (!why.isEmpty()) {
      testimony
          .silent()
          .add(
              "What the witness of %s has found about the %s is not known: %s."
                  .formatted(answer.module().name(), subject, why));
    } else if (!missing) {
      testimony
          .told()
          .add(
              "The witness of %s misses no event of the %s. %s."
                  .formatted(answer.module().name(), subject, explanation));
    }
  }

  private void ofLoan(String loan, Testimony testimony) {
    compare(LOANS, loan, testimony)
        .ifPresent(
            answer ->
                compared(answer, "loans", "Loan storage", "the loan", testimony)
                    .ifPresent(
                        open ->
                            testimony
                                .counted()
                                .add(
                                    open == 0
                                        ? "Loan storage has no open loan %s, and %s counts none."
                                            .formatted(loan, COMPARING)
                                        : "Loan storage has loan %s open, and %s counts the same."
                                            .formatted(loan, COMPARING))));
  }

  private void ofPatron(String patron, Testimony testimony) {
    compare(PATRONS, patron, testimony)
        .ifPresent(
            answer -> {
              ofPatron(answer, "loans", "Loan storage", "loan", testimony);
              ofPatron(answer, "feesFines", "Mod-feesfines", "account", testimony);
            });
  }

  private static void ofPatron(
      ModuleAnswer answer, String part, String storage, String kept, Testimony testimony) {
    compared(answer, part, storage, "the patron", testimony)
        .ifPresent(
            open ->
                testimony
                    .counted()
                    .add(
                        "%s has %s of the patron open, and %s counts the same."
                            .formatted(storage, Text.count(open, kept), COMPARING)));
  }

  private Optional<ModuleAnswer> compare(String path, String id, Testimony testimony) {
    Optional<ModuleAnswer> told =
        ask(COMPARING, one -> modules.client().get(one, path + id, modules.client().through()));
    if (told.isEmpty()) {
      testimony
          .silent()
          .add("Storage was not asked, nor was %s, which compares with it.".formatted(COMPARING));
    }
    return told;
  }

  /**
   * Adds the result of one comparison.
   *
   * @return the number of open records if the count agrees; else empty
   */
  private static Optional<Long> compared(
      ModuleAnswer answer, String part, String storage, String subject, Testimony testimony) {
    JsonNode compared = answer.body().path("storage").path(part);
    if (!compared.has("differences")) {
      testimony
          .silent()
          .add(
              "What %s has of %s is not known: %s answers: %s."
                  .formatted(
                      Text.uncapitalized(storage), subject, COMPARING, why(answer, compared)));
      return Optional.empty();
    }
    List<StorageDifference> differences = new ArrayList<>();
    compared
        .path("differences")
        .forEach(one -> differences.add(StorageDifference.of(COMPARING, one)));
    testimony.differences().addAll(differences);
    List<String> late =
        differences.stream()
            .filter(StorageDifference::late)
            .map(one -> "%s of %s (%s)".formatted(one.kind(), one.recordId(), one.evidence()))
            .toList();
    if (!late.isEmpty()) {
      testimony
          .silent()
          .add(
              "Whether %s counts what %s has is not known yet, for it has just changed: %s. Ask again in a minute."
                  .formatted(COMPARING, Text.uncapitalized(storage), String.join("; ", late)));
    }
    return differences.isEmpty() ? Optional.of(compared.path("open").asLong()) : Optional.empty();
  }

  private static String why(ModuleAnswer answer, JsonNode compared) {
    if (answer.good()) {
      return compared.has("unknown")
          ? Text.of(compared, "unknown")
          : "nothing is said of it in the answer";
    }
    return answer.status() == UNKNOWN_PATH
        ? "it does not compare in this mode or version"
        : answer.failure();
  }
}
