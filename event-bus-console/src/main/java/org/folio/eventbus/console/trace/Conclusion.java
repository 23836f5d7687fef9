/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws the conclusion from the evidence, and gives advice. */
final class Conclusion {

  // Sentences about single events; the table has all.
  private static final int MOST = 3;

  private @Nullable OperationGroup operation;
  private Testimony testimony = Testimony.NONE;
  private OtherPatrons others = OtherPatrons.NONE;
  private final List<AskedModule> asked;
  private final String readiness;
  private final String tenant;

  /**
   * Based on the given modules.
   *
   * @param readiness why events are not sent, according to the publishing modules; may be empty
   * @param tenant the tenant of the question
   */
  Conclusion(List<AskedModule> asked, String readiness, String tenant) {
    this.asked = List.copyOf(asked);
    this.readiness = readiness;
    this.tenant = tenant;
  }

  Trace of(Map<String, String> question, List<TracedEvent> events, List<JsonNode> missing) {
    List<EventConclusion> each =
        events.stream().map(one -> EventConclusion.of(one, asked, readiness, tenant)).toList();
    boolean problem =
        events.isEmpty()
            || !missing.isEmpty()
            || testimony.lacks()
            || !others.events().isEmpty()
            || operation != null && !operation.missing().isEmpty()
            || each.stream().anyMatch(EventConclusion::problem);
    boolean complete = asked.stream().allMatch(AskedModule::complete);
    List<String> sentences = new ArrayList<>();
    Set<String> advice = new LinkedHashSet<>();
    if (events.isEmpty()) {
      sentences.add(notFound(question, complete));
    } else {
      sentences.add(together(each));
      each.forEach(one -> advice.addAll(one.advice()));
    }
    tellOfOthers(events.isEmpty(), sentences, advice);
    List<String> lacking = lacking(question, missing, advice);
    boolean well = !events.isEmpty() && each.stream().noneMatch(EventConclusion::problem);
    // Problems come first, also if they do not concern the events found.
    sentences.addAll(well ? 0 : sentences.size(), lacking);
    if (events.isEmpty() && complete && others.events().isEmpty()) {
      advice.addAll(adviceIfNotFound(question));
    }
    if (asked.stream().allMatch(one -> Boolean.FALSE.equals(one.tenantEnabled()))) {
      sentences.add("No module that was asked has tenant %s enabled.".formatted(tenant));
      advice.clear();
      advice.add("Look at the tenant's name (--tenant)");
    }
    if (!complete) {
      sentences.add(incomplete());
      advice.addAll(adviceIfIncomplete());
    }
    if (operation != null) {
      sentences.add(operation.sentence());
    }
    sentences.addAll(testimony.told());
    sentences.addAll(testimony.counted());
    sentences.addAll(testimony.silent());
    return new Trace(
        question,
        events,
        others.events(),
        missing,
        List.copyOf(testimony.findings()),
        List.copyOf(testimony.differences()),
        unknown(question),
        asked,
        complete,
        problem,
        String.join(" ", sentences),
        List.copyOf(advice),
        operation);
  }

  /** Adds an operation, if it is not null. */
  Conclusion about(@Nullable OperationGroup group) {
    operation = group;
    return this;
  }

  /** Adds the knowledge of other modules than the publishing ones. */
  Conclusion with(Testimony told) {
    testimony = told;
    return this;
  }

  /** Adds events published for other patrons. */
  Conclusion with(OtherPatrons told) {
    others = told;
    return this;
  }

  private void tellOfOthers(boolean nothingFound, List<String> sentences, Set<String> advice) {
    if (!others.events().isEmpty()) {
      sentences.add(
          others.beginning()
              + others.events().stream()
                  .map(one -> EventConclusion.of(one, asked, readiness, tenant).sentence())
                  .collect(Collectors.joining(" ")));
      advice.add(others.advice());
    } else if (nothingFound && !others.unsearched().isEmpty()) {
      sentences.add(others.unknown());
    }
  }

  /** Missing events according to the witness, storage and subscriptions. */
  private List<String> lacking(
      Map<String, String> question, List<JsonNode> missing, Set<String> advice) {
    List<String> sentences = new ArrayList<>();
    testimony
        .findings()
        .forEach(
            one -> {
              sentences.add(one.sentence());
              advice.add(one.advice());
            });
    testimony.missing().stream().limit(MOST).forEach(one -> sentences.add(one.sentence()));
    if (!testimony.missing().isEmpty() || !unknown(question).isEmpty()) {
      advice.add(
          "./bus reconcile%s compares the count with storage, through Okapi (--okapi or --through), and with --yes repairs it"
              .formatted(Advice.ofUser(OtherWitnesses.patron(question))));
    }
    missing.forEach(
        one -> {
          sentences.add(gap(one));
          advice.addAll(Advice.ofGap(one));
        });
    return sentences;
  }

  // A question about a loan gets an answer about that loan.
  private List<String> unknown(Map<String, String> question) {
    return question.containsKey("loan") ? List.of() : List.copyOf(testimony.unknown());
  }

  private String together(List<EventConclusion> each) {
    if (each.size() == 1) {
      return each.get(0).sentence();
    }
    List<EventConclusion> bad = each.stream().filter(EventConclusion::problem).toList();
    long unknown = each.stream().filter(EventConclusion::unknown).count();
    if (unknown > 0) {
      return "Of %s events that were found, %s are not applied everywhere, and of %s that is not known: %s did not answer."
          .formatted(
              each.size(),
              bad.size(),
              unknown,
              names(asked.stream().filter(one -> !one.answered())));
    }
    if (bad.isEmpty()) {
      return "All %s events that were found were sent and applied.".formatted(each.size());
    }
    // An event that waits behind another adds nothing about the cause.
    List<EventConclusion> causes = bad.stream().filter(one -> !one.waits()).toList();
    List<EventConclusion> told = (causes.isEmpty() ? bad : causes).stream().limit(MOST).toList();
    int more = bad.size() - told.size();
    return "Of %s events that were found %s %s not applied everywhere. %s%s"
        .formatted(
            each.size(),
            bad.size(),
            bad.size() == 1 ? "is" : "are",
            told.stream().map(EventConclusion::sentence).collect(Collectors.joining(" ")),
            more == 0 ? "" : " The verdicts tell of %s more.".formatted(more));
  }

  private String notFound(Map<String, String> question, boolean complete) {
    List<AskedModule> publishing = asked.stream().filter(AskedModule::publishes).toList();
    if (publishing.isEmpty() || !complete) {
      return "%s was not found in what could be searched.".formatted(subject(question));
    }
    String kept = EventConclusion.keptDays(publishing);
    String names = names(publishing.stream());
    if (!others.events().isEmpty()) {
      return "%s was not published for this patron.".formatted(subject(question));
    }
    return reachesBeyondWhatIsKept(question)
        ? "%s is not known any more: outbox and journal of %s were searched completely and do not have it, but they keep %s days only, and the question reaches back further."
            .formatted(subject(question), names, kept)
        : "%s was never published for tenant %s: neither outbox nor journal of %s have it, and they were searched completely; they keep %s days."
            .formatted(subject(question), tenant, names, kept);
  }

  private List<String> adviceIfNotFound(Map<String, String> question) {
    if (reachesBeyondWhatIsKept(question)) {
      return EventConclusion.adviceIfForgotten(
          question.get("stream") == null ? TracedEvent.PATRONS : question.get("stream"),
          OtherWitnesses.patron(question) == null
              ? question.get("key")
              : OtherWitnesses.patron(question));
    }
    List<String> advice =
        new ArrayList<>(
            EventConclusion.adviceIfNeverPublished(
                tenant, OtherWitnesses.patron(question), !testimony.counted().isEmpty()));
    if (!question.containsKey("loan") && !question.containsKey("user")) {
      advice.add("Give --loan or --user, too, to see what the witness has found about them");
    } else {
      advice.add(
          "If it was pushed over HTTP, it has no number and is not found here: ./bus inbox shows the pushed events that cannot be applied");
    }
    return advice;
  }

  private boolean reachesBeyondWhatIsKept(Map<String, String> question) {
    Instant oldest =
        asked.stream()
            .filter(AskedModule::publishes)
            .map(AskedModule::keptDays)
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .map(days -> Instant.now().minus(Duration.ofDays(days)))
            .orElse(Instant.MIN);
    return Stream.of("from", "to")
        .map(question::get)
        .filter(Objects::nonNull)
        .anyMatch(time -> Instant.parse(time).isBefore(oldest));
  }

  static String subject(Map<String, String> question) {
    StringBuilder subject = new StringBuilder(question.getOrDefault("type", "An event"));
    question.forEach(
        (name, value) -> {
          switch (name) {
            case "user" -> whose(subject, "patron", value);
            case "key", "loan", "operation" -> whose(subject, name, value);
            case "stream" -> subject.append(" on ").append(value);
            case "from" -> subject.append(" from ").append(value);
            case "to" -> subject.append(" to ").append(value);
            default -> {
              // The type is mentioned already; a limit says nothing about an event.
            }
          }
        });
    return subject.toString();
  }

  private static void whose(StringBuilder subject, String what, String value) {
    subject.append(subject.indexOf(" of ") < 0 ? " of " : " and ");
    subject.append(what).append(' ').append(value);
  }

  private static String gap(JsonNode gap) {
    long first = gap.path("firstSequence").asLong();
    long last = gap.path("lastSequence").asLong();
    String cause = gap.path("cause").asText();
    return "%s misses %s of key %s on %s since %s (%s%s)."
        .formatted(
            gap.path("subscription").asText(),
            first == last ? "sequence " + first : "sequences %s to %s".formatted(first, last),
            gap.path("key").asText(),
            gap.path("stream").asText(),
            gap.path("noticedAt").asText(),
            gap.path("state").asText(),
            cause.isEmpty() ? "" : ": " + cause);
  }

  private String incomplete() {
    List<String> why = new ArrayList<>();
    String silent = names(asked.stream().filter(one -> !one.answered()));
    if (!silent.isEmpty()) {
      why.add(silent + " did not answer");
    }
    String partly = names(asked.stream().filter(AskedModule::partly));
    if (!partly.isEmpty()) {
      why.add(partly + " could not search everything");
    }
    String more = names(asked.stream().filter(AskedModule::more));
    if (!more.isEmpty()) {
      why.add("more events fit than are shown, in " + more);
    }
    return "This answer is incomplete: %s.".formatted(String.join("; ", why));
  }

  private List<String> adviceIfIncomplete() {
    List<String> advice = new ArrayList<>();
    if (asked.stream().anyMatch(one -> !one.answered())) {
      advice.add("Look at the modules that did not answer (./bus doctor), and ask again");
    }
    if (asked.stream().anyMatch(AskedModule::partly)) {
      advice.add(
          "Narrow the question down: give --user, a --type, or --from and --to that are closer");
    }
    if (asked.stream().anyMatch(AskedModule::more)) {
      advice.add("See more with a greater --limit, or narrow the question down");
    }
    return advice;
  }

  static String names(Stream<AskedModule> modules) {
    return modules.map(AskedModule::module).collect(Collectors.joining(" and "));
  }
}
