/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * Asks for events of a loan or a patron that were never published: the witness, which compares
 * storage's records with what was published, and the module that can compare what the events have
 * told with storage itself.
 */
final class OtherWitnesses {

  private static final String FINDINGS = "/circulation-events/witness/findings";
  private static final String PATRONS = "/event-bus/patrons/";
  private static final String COMPARING = "mod-patron-blocks-adapter";
  private static final int UNKNOWN_PATH = 404;

  // As many as somebody reads; what is settled since is among them.
  private static final String MOST = "100";

  private final Modules modules;

  OtherWitnesses(Modules modules) {
    this.modules = modules;
  }

  /**
   * What they know.
   *
   * @param publishing the modules that publish events
   * @param found whether any event was found
   */
  Testimony ask(Map<String, String> question, Set<String> publishing, boolean found) {
    String loan = question.get("loan");
    String patron = patron(question);
    if (loan == null && patron == null) {
      return Testimony.NONE;
    }
    Testimony testimony =
        new Testimony(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    witnesses(question, loan, patron, publishing, found, testimony);
    if (loan == null && patron != null) {
      storage(patron, testimony);
    }
    return testimony;
  }

  /** The patron of whose loans the question is; null if it is of something else. */
  static @Nullable String patron(Map<String, String> question) {
    String stream = question.get("stream");
    if (stream != null && !stream.equals(TracedEvent.PATRONS)) {
      return null;
    }
    String user = question.get("user");
    return user == null && stream != null ? question.get("key") : user;
  }

  private void witnesses(
      Map<String, String> question,
      @Nullable String loan,
      @Nullable String patron,
      Set<String> publishing,
      boolean found,
      Testimony testimony) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(loan == null ? "userId" : "loanId", loan == null ? patron : loan);
    parameters.put("limit", MOST);
    if (question.containsKey("type")) {
      parameters.put("type", question.get("type"));
    }
    List<EventBusModule> asked =
        modules.all().stream().filter(one -> publishing.contains(one.name())).toList();
    // Who publishes without a witness does not know the path, and says so; that is no answer.
    List<ModuleAnswer> answers =
        Modules.together(asked, one -> modules.client().get(one, FINDINGS, parameters)).stream()
            .filter(answer -> answer.status() != UNKNOWN_PATH)
            .toList();
    // An event of the loan was found; that the witness cannot tell of others changes nothing.
    boolean answersQuestion = loan == null || !found;
    if (answers.isEmpty() && answersQuestion) {
      testimony.silent().add("No module that answered has a witness.");
    }
    for (ModuleAnswer answer : answers) {
      boolean missing = hear(answer, question, loan != null && !found, testimony);
      if (answersQuestion) {
        reach(answer, question, loan == null ? "patron" : "loan", missing, testimony);
      }
    }
  }

  // Of a loan without events all is of interest that is known of it.
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

  private void storage(String patron, Testimony testimony) {
    EventBusModule comparing =
        modules.all().stream().filter(one -> one.name().equals(COMPARING)).findFirst().orElse(null);
    if (comparing == null) {
      testimony
          .silent()
          .add("Storage was not asked: %s, which compares with it, was not.".formatted(COMPARING));
      return;
    }
    ModuleAnswer answer = modules.ask(comparing, PATRONS + patron, Map.of());
    JsonNode loans = answer.body().path("storage").path("loans");
    if (!loans.has("differences")) {
      testimony
          .silent()
          .add(
              "What loan storage has of the patron is not known: %s answers: %s."
                  .formatted(COMPARING, why(answer, loans)));
      return;
    }
    List<StorageDifference> differences = new ArrayList<>();
    loans.path("differences").forEach(one -> differences.add(StorageDifference.of(COMPARING, one)));
    // The event of what has just changed may still be on its way.
    differences.removeIf(StorageDifference::late);
    testimony.differences().addAll(differences);
    if (differences.isEmpty()) {
      testimony
          .told()
          .add(
              "Loan storage has %s of the patron open, and %s counts the same."
                  .formatted(Text.count(loans.path("open").asLong(), "loan"), COMPARING));
    }
  }

  private static String why(ModuleAnswer answer, JsonNode loans) {
    if (answer.good()) {
      return loans.has("unknown")
          ? Text.of(loans, "unknown")
          : "nothing is said of it in the answer";
    }
    return answer.status() == UNKNOWN_PATH
        ? "there is no " + PATRONS + "{userId} in this mode or version"
        : answer.failure();
  }
}
