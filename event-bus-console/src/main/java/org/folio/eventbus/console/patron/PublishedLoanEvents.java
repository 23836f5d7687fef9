/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Text;

/**
 * The published loan events of a patron.
 *
 * @param given the last number that a module has assigned; 0 if none has
 * @param silent the names of modules that did not answer, each with its reason
 * @param unsent unread events that are not on Kafka, one sentence each
 * @param awaited what the read events wait for, one sentence each
 */
public record PublishedLoanEvents(
    long given, List<ModuleAnswer> silent, List<String> unsent, List<String> awaited) {

  /** The stream of the counted events. */
  static final String STREAM = "circulation.loan-events";

  // A patron with more missing events has another problem.
  private static final int MOST_UNREAD = 100;

  private static final String NOT_SENT = "COMMITTED_NOT_SENT";
  private static final String REFUSED = "PARKED";

  /** The question to the modules; only the end of the answer matters. */
  public static Map<String, String> question(String user) {
    return question(user, 1, 1);
  }

  /** The question to the modules about unread events. */
  public static Map<String, String> unread(String user, long seen) {
    return question(user, seen + 1, MOST_UNREAD);
  }

  private static Map<String, String> question(String user, long from, int sequences) {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("stream", STREAM);
    question.put("key", user);
    question.put("from", Long.toString(from));
    question.put("limit", Integer.toString(sequences));
    return question;
  }

  /** Reads the answers to the first question. */
  public static PublishedLoanEvents of(List<ModuleAnswer> answers) {
    return new PublishedLoanEvents(
        answers.stream().mapToLong(one -> one.body().path("given").asLong()).max().orElse(0),
        answers.stream().filter(one -> !one.answered()).toList(),
        List.of(),
        List.of());
  }

  /** The same, with each instance's answer about unread events. */
  public PublishedLoanEvents with(List<ModuleAnswer> answers) {
    List<String> waiting = new ArrayList<>();
    Set<String> awaiting = new LinkedHashSet<>();
    for (ModuleAnswer answer : answers) {
      long unsentHere = 0;
      for (JsonNode one : answer.body().path("publications")) {
        String verdict = Text.of(one, "verdict");
        unsentHere += verdict.equals(NOT_SENT) ? 1 : 0;
        if (verdict.equals(REFUSED) && one.has("cause")) {
          waiting.add(
              "brokers refuse number %s of %s: %s"
                  .formatted(
                      Text.of(one, "sequence"), answer.module().name(), Text.of(one, "cause")));
        }
      }
      if (unsentHere > 0) {
        waiting.add(
            "%s %s in the outbox of %s and %s not sent yet"
                .formatted(
                    Text.count(unsentHere, "event"),
                    unsentHere == 1 ? "waits" : "wait",
                    answer.module().name(),
                    unsentHere == 1 ? "is" : "are"));
      }
      for (JsonNode one : answer.body().path("subscriptions")) {
        one.path("awaited")
            .forEach(
                held ->
                    awaiting.add(
                        "%s: %s"
                            .formatted(
                                Text.of(one, "subscription"), Text.of(held, "explanation"))));
      }
    }
    return new PublishedLoanEvents(
        given, silent, waiting.stream().distinct().toList(), List.copyOf(awaiting));
  }
}
