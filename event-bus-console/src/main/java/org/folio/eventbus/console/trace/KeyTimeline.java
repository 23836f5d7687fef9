/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge of all modules about a range of a key.
 *
 * @param key masked unless the question contained it
 * @param given the last assigned sequence of the key
 * @param sequences in order, including those that no module knows
 * @param subscriptions the progress of each
 * @param complete whether all modules answered
 */
public record KeyTimeline(
    String stream,
    String key,
    long given,
    List<Sequence> sequences,
    List<Standing> subscriptions,
    boolean complete,
    @JsonIgnore Answers answers) {

  private static final String MISSING = "missing";
  private static final Set<String> GIVEN_UP = Set.of(SubscriptionVerdict.SKIPPED, "DISCARDED");

  /**
   * One number of the key.
   *
   * @param type null, like time and id, if no module knows them
   * @param publication a verdict, {@code missing} if the publishing module assigned the number and
   *     has no such event, or empty text if no publishing module answered
   * @param loanId the loan in its payload; empty text if there is none, or no module has the
   *     payload
   * @param notes why it is parked, or operators' decisions about it, one sentence each
   * @param outcomes the last outcome of each subscription, by its name; {@code missing} if it is
   *     past the number and has no receipt
   */
  public record Sequence(
      long sequence,
      String eventId,
      String type,
      String at,
      String publication,
      String loanId,
      List<String> notes,
      Map<String, String> outcomes) {}

  /**
   * The progress of a subscription.
   *
   * @param awaited what later events of the key wait for, one sentence each
   */
  public record Standing(
      String module,
      String subscription,
      long applied,
      boolean parked,
      int openGaps,
      List<String> awaited) {

    String name() {
      return subscription;
    }
  }

  /** Merges the answers to one question. */
  public static KeyTimeline of(String stream, String key, long from, int limit, Answers answers) {
    List<Standing> standings = new ArrayList<>();
    Map<Long, JsonNode> published = new TreeMap<>();
    Map<Long, Map<String, JsonNode>> receipts = new TreeMap<>();
    List<KeyNote> notes = new ArrayList<>();
    long given = 0;
    String shown = key;
    for (ModuleAnswer answer : answers.good()) {
      JsonNode body = answer.body();
      shown = Text.of(body, "key");
      given = Math.max(given, body.path("given").asLong());
      body.path("publications").forEach(one -> published.put(one.path("sequence").asLong(), one));
      for (JsonNode one : body.path("subscriptions")) {
        standings.add(
            new Standing(
                answer.module().name(),
                Text.of(one, "subscription"),
                one.path("applied").asLong(),
                one.path("parked").asBoolean(),
                one.path("openGaps").asInt(),
                one.path("awaited").findValuesAsText("explanation")));
      }
      body.path("receipts").forEach(one -> note(receipts, one));
      notes.addAll(KeyNote.of(body));
    }
    long highest = given;
    for (Standing one : standings) {
      highest = Math.max(highest, one.applied());
    }
    for (long sequence : receipts.keySet()) {
      highest = Math.max(highest, sequence);
    }
    List<Sequence> sequences = new ArrayList<>();
    for (long n = from; n <= Math.min(highest, from + limit - 1); n++) {
      sequences.add(
          sequence(
              n, given, published.get(n), receipts.getOrDefault(n, Map.of()), standings, notes));
    }
    return new KeyTimeline(stream, shown, given, sequences, standings, answers.complete(), answers);
  }

  // A duplicate says nothing about an event that was applied before.
  private static void note(Map<Long, Map<String, JsonNode>> receipts, JsonNode receipt) {
    Map<String, JsonNode> ofSequence =
        receipts.computeIfAbsent(receipt.path("sequence").asLong(), any -> new TreeMap<>());
    String subscription = Text.of(receipt, "subscription");
    if (!Text.of(receipt, "outcome").equals("DUPLICATE")) {
      ofSequence.put(subscription, receipt);
    } else {
      ofSequence.putIfAbsent(subscription, receipt);
    }
  }

  private static Sequence sequence(
      long number,
      long given,
      @Nullable JsonNode publication,
      Map<String, JsonNode> receipts,
      List<Standing> standings,
      List<KeyNote> notes) {
    JsonNode known =
        publication != null
            ? publication
            : receipts.values().stream().findFirst().orElse(MissingNode.getInstance());
    Map<String, String> outcomes = new TreeMap<>();
    for (Standing one : standings) {
      JsonNode receipt = receipts.get(one.subscription());
      if (receipt != null) {
        outcomes.put(one.subscription(), Text.of(receipt, "outcome"));
      } else if (isSkipped(number, one.subscription(), notes)) {
        outcomes.put(one.subscription(), SubscriptionVerdict.SKIPPED);
      } else {
        outcomes.put(one.subscription(), one.applied() >= number ? MISSING : "WAITING");
      }
    }
    return new Sequence(
        number,
        Text.of(known, "eventId"),
        Text.of(known, "type"),
        Text.time(known, known.has("storedAt") ? "storedAt" : "at"),
        publication != null ? Text.of(publication, "verdict") : given >= number ? MISSING : "",
        publication == null ? "" : Text.of(publication, "loanId"),
        notes.stream().filter(one -> one.isAbout(number)).map(KeyNote::sentence).toList(),
        outcomes);
  }

  // An event that never arrived has no receipt.
  private static boolean isSkipped(long number, String subscription, List<KeyNote> notes) {
    return notes.stream()
        .anyMatch(one -> one.isAbout(number) && one.skippedFor().equals(subscription));
  }

  /** Missing or awaited sequences, except those that operators gave up. */
  @JsonIgnore
  public long unwell() {
    return sequences.stream()
        .filter(
            one ->
                one.publication().equals(MISSING)
                        && one.outcomes().values().stream().noneMatch(GIVEN_UP::contains)
                    || one.outcomes().values().stream()
                        .anyMatch(
                            outcome ->
                                !Colour.of(outcome).equals(Colour.GOOD)
                                    && !outcome.equals("DUPLICATE")
                                    && !GIVEN_UP.contains(outcome)))
        .count();
  }

  /** Sequences that operators decided never to apply. */
  @JsonIgnore
  long givenUp() {
    return sequences.stream()
        .filter(one -> one.outcomes().values().stream().anyMatch(GIVEN_UP::contains))
        .count();
  }

  /** The exit code. */
  @JsonIgnore
  public int exitCode() {
    return ExitCode.of(complete, unwell() > 0 || sequences.isEmpty());
  }

  /** Writes it as text. */
  public void print(Screen screen) {
    List<String> columns =
        new ArrayList<>(List.of("SEQUENCE", "TIME", "TYPE", "EVENT", "LOAN", "PUBLICATION"));
    subscriptions.forEach(one -> columns.add(one.name()));
    if (sequences.isEmpty()) {
      screen.sentence(
          Colour.PLAIN,
          0,
          "No module that was asked knows key %s on %s. Keys are the patron on circulation.loan-events, the account on feesfines.account-events, and on log streams what the record is about."
              .formatted(key, stream));
    } else {
      screen.table(columns, sequences.stream().map(this::row).toList());
      screen.gap();
      sequences.forEach(
          one ->
              one.notes()
                  .forEach(note -> screen.sentence(Colour.PLAIN, 0, one.sequence() + " " + note)));
      subscriptions.forEach(
          one ->
              screen.line(
                  "%s of %s has come to %s of %s%s%s"
                      .formatted(
                          one.subscription(),
                          one.module(),
                          one.applied(),
                          given,
                          one.parked() ? ", and stands still because events are parked" : "",
                          one.openGaps() > 0
                              ? ", with " + Text.count(one.openGaps(), "gap")
                              : "")));
      subscriptions.forEach(
          one ->
              one.awaited()
                  .forEach(
                      awaited ->
                          screen.sentence(
                              Colour.WAITS, 0, one.subscription() + ": " + awaited + ".")));
      long unwell = unwell();
      screen.line(
          unwell == 0 ? Colour.GOOD : Colour.BAD,
          unwell == 0
              ? "Nothing is missing among sequences %s to %s."
                  .formatted(
                      sequences.get(0).sequence(), sequences.get(sequences.size() - 1).sequence())
              : "Missing or waiting: %s.".formatted(Text.count(unwell, "sequence")));
      long givenUp = givenUp();
      if (givenUp > 0) {
        screen.line(
            "Given up by operators: %s; ./bus operations tells who and why."
                .formatted(Text.count(givenUp, "sequence")));
      }
    }
    answers.failures(screen);
  }

  private List<String> row(Sequence one) {
    List<String> row =
        new ArrayList<>(
            List.of(
                Long.toString(one.sequence()),
                one.at(),
                one.type(),
                one.eventId(),
                one.loanId(),
                one.publication()));
    subscriptions.forEach(
        standing -> row.add(one.outcomes().getOrDefault(standing.subscription(), "")));
    return row;
  }
}
