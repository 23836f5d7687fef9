/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Text;
import org.folio.eventbus.console.trace.StorageDifference;

/** Derives problems and unknowns from the answers about a patron. */
public final class PatronWeighing {

  private static final int NOT_FOUND = 404;

  private static final String UNPUBLISHED = "Which loan events of the patron were published: %s";

  private final String module;
  private final JsonNode explanation;
  private final PublishedLoanEvents published;
  private final String reconcile;
  private final List<String> unknown = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> advice = new LinkedHashSet<>();
  private boolean keptFromWorking;

  private PatronWeighing(
      String module, JsonNode explanation, PublishedLoanEvents published, String reconcile) {
    this.module = module;
    this.explanation = explanation;
    this.published = published;
    this.reconcile = reconcile;
  }

  /**
   * Weighs the answers.
   *
   * @param explained the answer of the module that counts
   * @param published the answers of all modules
   * @param reconcile the command that repairs the count
   */
  public static PatronFindings of(
      String user,
      String tenant,
      ModuleAnswer explained,
      PublishedLoanEvents published,
      String reconcile) {
    PatronWeighing weighing =
        new PatronWeighing(
            explained.module().name(),
            explained.good() ? explained.body() : JsonNodeFactory.instance.missingNode(),
            published,
            reconcile);
    if (explained.good()) {
      weighing.group();
      weighing.freshness();
      weighing.storage("Loan storage", "loans");
      weighing.storage("The accounts of mod-feesfines", "feesFines");
    } else {
      weighing.unknown.add("Why the patron is or is not blocked: " + silence(explained));
    }
    weighing.published();
    return new PatronFindings(
        user,
        tenant,
        weighing.module,
        weighing.explanation,
        published.given(),
        weighing.unknown,
        weighing.problems,
        List.copyOf(weighing.advice));
  }

  private static String silence(ModuleAnswer explained) {
    String name = explained.module().name();
    return explained.status() == NOT_FOUND
        ? "%s has no answer to this question: in mode forward mod-patron-blocks decides, and an older version lacks the route"
            .formatted(name)
        : name + ": " + explained.failure();
  }

  private void group() {
    JsonNode group = explanation.path("group");
    if (group.has("unknown")) {
      unasked("The patron's group", group);
    }
    if (group.has("changedTo")) {
      problems.add(
          "The limits of group %s decide, but users says group %s now; it counts from %s at the latest"
              .formatted(
                  Text.of(group, "id"),
                  Text.of(group, "changedTo"),
                  Text.time(group, "changeCountsFrom")));
    }
  }

  private void freshness() {
    JsonNode freshness = explanation.path("freshness");
    if (Text.of(freshness, "state").equals("behind")) {
      problems.add(
          "The count lacks events of this patron: %s parked, %s missing, %s pushed and not applied, for %s s"
              .formatted(
                  Text.of(freshness, "parked"),
                  Text.of(freshness, "gaps"),
                  freshness.path("waiting").asLong() + freshness.path("poison").asLong(),
                  Text.of(freshness, "age")));
      freshness
          .path("troubled")
          .forEach(
              one ->
                  advice.add(
                      "See which: ./bus key %s %s"
                          .formatted(Text.of(one, "stream"), Text.of(one, "key"))));
    }
    if (freshness.path("poison").asLong() > 0) {
      advice.add(
          "Remove the cause, then release the pushed events: ./bus inbox, and ./bus inbox release --reason WHY --yes");
    } else if (freshness.path("waiting").asLong() > 0) {
      advice.add("See which pushed events are not applied: ./bus inbox");
    }
    long anybodys = freshness.path("unassigned").asLong() + freshness.path("missing").asLong();
    if (anybodys > 0) {
      unknown.add(
          "Whose they are: %s that %s has not applied may be of this patron"
              .formatted(Text.count(anybodys, "event"), module));
      advice.add("See which: ./bus parked list, ./bus gaps and ./bus inbox");
    }
    for (JsonNode one : freshness.path("subscriptions")) {
      for (String problem : Text.sentences(one.path("problems"))) {
        problems.add("%s does not work: %s".formatted(Text.of(one, "name"), problem));
        keptFromWorking = true;
      }
    }
  }

  private void storage(String name, String part) {
    JsonNode compared = explanation.path("storage").path(part);
    if (compared.has("unknown")) {
      unasked(name, compared);
      return;
    }
    long late =
        StreamSupport.stream(compared.path("differences").spliterator(), false)
            .filter(one -> Text.of(one, "cause").equals(StorageDifference.LATE))
            .count();
    long differences = compared.path("differences").size() - late;
    if (late > 0) {
      unknown.add(
          "%s has just changed in %s, and the event may be on its way; ask again in a minute"
              .formatted(name, Text.count(late, "point")));
    }
    if (differences > 0) {
      problems.add(
          "%s and the count differ in %s".formatted(name, Text.count(differences, "point")));
      advice.add("Repair the count: " + reconcile);
    }
  }

  private void unasked(String what, JsonNode part) {
    String why = Text.of(part, "unknown");
    unknown.add("%s: %s".formatted(what, why));
    if (why.contains("X-Okapi-Url")) {
      advice.add(
          "%s does not know Okapi: name it with --through, or ask with --okapi".formatted(module));
    }
  }

  private void published() {
    long seen = explanation.path("freshness").path("published").asLong();
    if (published.given() == 0) {
      notPublished(seen);
    }
    long unread = published.given() - seen;
    if (unread > 0 && !explanation.isMissingNode()) {
      unread(Text.count(unread, "loan event"), unread == 1 ? "is" : "are");
    }
  }

  // The counting module does not publish; its silence is reported already.
  private void notPublished(long seen) {
    List<ModuleAnswer> silent =
        published.silent().stream().filter(one -> !one.module().name().equals(module)).toList();
    silent.forEach(
        one -> unknown.add(UNPUBLISHED.formatted(one.module().name() + ": " + one.failure())));
    if (silent.isEmpty() && seen > 0) {
      unknown.add(UNPUBLISHED.formatted("no module that publishes them was asked"));
    }
  }

  private void unread(String events, String verb) {
    List<String> why = new ArrayList<>(published.unsent());
    why.addAll(published.awaited());
    if (why.isEmpty()) {
      problems.add(
          "%s of this patron %s published and not yet read by %s".formatted(events, verb, module));
      if (keptFromWorking) {
        return;
      }
      advice.add("See how far the subscription is behind: ./bus lag");
      return;
    }
    problems.add(
        "%s of this patron %s published and not applied by %s: %s"
            .formatted(events, verb, module, String.join("; ", why)));
    if (!published.unsent().isEmpty()) {
      advice.add(
          "See why they are not sent: ./bus doctor; ./bus parked list shows events that brokers refuse");
    }
    if (!published.awaited().isEmpty()) {
      advice.add(
          "Nothing for now about events that wait for earlier ones: those that do not arrive in time are requested automatically, and ./bus gaps shows them then");
    }
  }
}
