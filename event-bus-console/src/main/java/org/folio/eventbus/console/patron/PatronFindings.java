/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Text;

/**
 * What was found out about a patron.
 *
 * @param module the one that counts
 * @param explanation what it says; a missing node if it does not
 * @param published the last number of the patron's loan events that a module has given
 * @param unknown what could not be asked, a sentence each that names who should have told it
 * @param problems what is not as it should be, a sentence each
 * @param advice what to do
 */
public record PatronFindings(
    String user,
    String tenant,
    String module,
    JsonNode explanation,
    long published,
    List<String> unknown,
    List<String> problems,
    List<String> advice) {

  private static final int NOT_FOUND = 404;

  // The next run of a comparison tells more about it.
  private static final String LATE = "LATE";

  /** Weighs the answers. */
  public static PatronFindings of(
      String user, String tenant, ModuleAnswer explained, PublishedLoanEvents published) {
    PatronFindings findings =
        new PatronFindings(
            user,
            tenant,
            explained.module().name(),
            explained.good() ? explained.body() : JsonNodeFactory.instance.missingNode(),
            published.given(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    if (explained.good()) {
      findings.weigh();
    } else {
      findings.unknown.add("Why the patron is or is not blocked: " + silence(explained));
    }
    findings.weighPublished(published);
    return findings;
  }

  private static String silence(ModuleAnswer explained) {
    String name = explained.module().name();
    return explained.status() == NOT_FOUND
        ? "%s does not tell. In mode forward mod-patron-blocks decides, and an older version does not know the question"
            .formatted(name)
        : name + ": " + explained.failure();
  }

  private void weigh() {
    JsonNode group = explanation.path("group");
    if (group.has("unknown")) {
      unknown.add("The patron's group: " + Text.of(group, "unknown"));
    }
    if (group.has("changedTo")) {
      problems.add(
          "The limits of group %s decide, but users says group %s now; it counts from %s at the latest"
              .formatted(
                  Text.of(group, "id"),
                  Text.of(group, "changedTo"),
                  Text.time(group, "changeCountsFrom")));
    }
    weighFreshness(explanation.path("freshness"));
    weighStorage("Loan storage", explanation.path("storage").path("loans"));
    weighStorage("The accounts of mod-feesfines", explanation.path("storage").path("feesFines"));
    if (unknown.stream().anyMatch(one -> one.contains("X-Okapi-Url"))) {
      advice.add(
          "%s does not know Okapi: name it with --through, or ask with --okapi".formatted(module));
    }
  }

  private void weighFreshness(JsonNode freshness) {
    String state = Text.of(freshness, "state");
    if (state.equals("behind")) {
      problems.add(
          "The count lacks events of this patron: %s parked, %s missing, %s pushed and not applied, for %s s"
              .formatted(
                  Text.of(freshness, "parked"),
                  Text.of(freshness, "gaps"),
                  freshness.path("waiting").asLong() + freshness.path("poison").asLong(),
                  Text.of(freshness, "age")));
      advice.add("./bus key %s %s shows which".formatted(PublishedLoanEvents.STREAM, user));
    }
    long anybodys = freshness.path("unassigned").asLong() + freshness.path("missing").asLong();
    if (anybodys > 0) {
      unknown.add(
          "Whose they are: %s that %s has not applied may be of this patron"
              .formatted(Text.count(anybodys, "event"), module));
    }
    for (JsonNode one : freshness.path("subscriptions")) {
      for (String problem : Text.sentences(one.path("problems"))) {
        problems.add("%s does not work: %s".formatted(Text.of(one, "name"), problem));
      }
    }
  }

  private void weighStorage(String name, JsonNode compared) {
    if (compared.has("unknown")) {
      unknown.add("%s: %s".formatted(name, Text.of(compared, "unknown")));
      return;
    }
    long differences =
        StreamSupport.stream(compared.path("differences").spliterator(), false)
            .filter(one -> !Text.of(one, "cause").equals(LATE))
            .count();
    if (differences > 0) {
      problems.add(
          "%s and the count differ in %s".formatted(name, Text.count(differences, "point")));
      String repair = "./bus reconcile --user %s --yes repairs the count".formatted(user);
      if (!advice.contains(repair)) {
        advice.add(repair);
      }
    }
  }

  private void weighPublished(PublishedLoanEvents published) {
    published
        .silent()
        .forEach(one -> unknown.add("Which loan events of the patron were published: " + one));
    if (explanation.isMissingNode()) {
      return;
    }
    JsonNode freshness = explanation.path("freshness");
    long seen = freshness.path("published").asLong();
    if (published.given() == 0 && seen > 0 && published.silent().isEmpty()) {
      unknown.add(
          "Which loan events of the patron were published: no module that publishes them was asked");
    }
    if (published.given() > seen) {
      problems.add(
          "%s of this patron %s published and not yet read by %s"
              .formatted(
                  Text.count(published.given() - seen, "loan event"),
                  published.given() - seen == 1 ? "is" : "are",
                  module));
      advice.add("./bus lag shows how far the subscription is behind");
    }
  }

  /** One sentence. */
  public String conclusion() {
    JsonNode blocks = explanation.path("blocks");
    if (blocks.isMissingNode()) {
      return "Whether the patron is blocked is not known.";
    }
    String counts =
        unknown.isEmpty() && problems.isEmpty()
            ? ""
            : " But %s: see above."
                .formatted(
                    problems.isEmpty()
                        ? "not everything is known"
                        : "not everything is as it should be");
    if (blocks.isEmpty()) {
      return "Nothing is blocked by limits." + counts;
    }
    List<String> actions = new ArrayList<>();
    add(actions, blocks, "blockBorrowing", "borrowing");
    add(actions, blocks, "blockRenewals", "renewals");
    add(actions, blocks, "blockRequests", "requests");
    return "Blocked: %s, by %s.%s"
        .formatted(
            String.join(", ", actions),
            blocking().stream()
                .map(
                    one ->
                        "\"%s\" (%s)".formatted(Text.of(one, "name"), Text.of(one, "explanation")))
                .collect(Collectors.joining(" and ")),
            counts);
  }

  private static void add(List<String> actions, JsonNode blocks, String member, String name) {
    for (JsonNode one : blocks) {
      if (one.path(member).asBoolean()) {
        actions.add(name);
        return;
      }
    }
  }

  private List<JsonNode> blocking() {
    return StreamSupport.stream(explanation.path("limits").spliterator(), false)
        .filter(one -> Text.of(one, "result").equals("BLOCKS"))
        .toList();
  }

  /** What the process ends with. Being blocked is no problem. */
  public int exitCode() {
    return ExitCode.of(unknown.isEmpty(), !problems.isEmpty());
  }

  /** For scripts. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("user", user).put("tenant", tenant).put("module", module);
    if (!explanation.isMissingNode()) {
      json.set("explanation", explanation);
    }
    json.put("published", published);
    put(json, "unknown", unknown);
    put(json, "problems", problems);
    json.put("complete", unknown.isEmpty());
    json.put("conclusion", conclusion());
    put(json, "advice", advice);
    return json;
  }

  private static void put(ObjectNode json, String member, List<String> sentences) {
    ArrayNode array = json.putArray(member);
    sentences.forEach(array::add);
  }
}
