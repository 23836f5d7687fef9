/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.ConsoleException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user knows about the events to find. */
final class SearchOptions {

  @Option(names = "--user", paramLabel = "ID", description = "The patron's complete id")
  private @Nullable String user;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Any key: the account on feesfines.account-events, the item, loan or request on log streams")
  private @Nullable String key;

  @Option(
      names = "--loan",
      paramLabel = "ID",
      description =
          "The loan's id, or another id that the payload names, such as the item's; trace takes several")
  private List<String> loans = List.of();

  @Option(
      names = "--operation",
      paramLabel = "ID",
      description = "The operation of the events; also shows which of its events are missing")
  private @Nullable String operation;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "For example circulation.loan-events")
  private @Nullable String stream;

  @Option(names = "--type", paramLabel = "TYPE", description = "For example ITEM_CHECKED_OUT")
  private @Nullable String type;

  @Option(names = "--from", paramLabel = "TIME", description = "Earliest: " + TimeOption.FORMS)
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Before this time")
  private @Nullable String to;

  /**
   * Parameters of the question.
   *
   * @throws ConsoleException if it names several loans
   */
  Map<String, String> question(Clock clock) {
    List<Map<String, String>> questions = questions(clock);
    if (questions.size() > 1) {
      throw ConsoleException.usage("Give one --loan; ./bus trace takes several");
    }
    return questions.get(0);
  }

  /** Parameters of the questions: one for each loan, or a single one. */
  List<Map<String, String>> questions(Clock clock) {
    return loans.isEmpty()
        ? List.of(question(clock, null))
        : loans.stream().distinct().map(loan -> question(clock, loan)).toList();
  }

  private Map<String, String> question(Clock clock, @Nullable String loan) {
    Map<String, String> question = new LinkedHashMap<>();
    putId(question, "user", user);
    put(question, "key", wholeKey());
    putId(question, "loan", loan);
    putId(question, "operation", operation);
    put(question, "stream", stream);
    put(question, "type", type);
    if (from != null) {
      question.put("from", TimeOption.of("--from", from, clock).toString());
    }
    if (to != null) {
      question.put("to", TimeOption.of("--to", to, clock).toString());
    }
    return question;
  }

  private @Nullable String wholeKey() {
    if (key != null && key.strip().endsWith("…")) {
      throw ConsoleException.usage(
          "--key must be the complete key, not \"%s\". With --reveal, answers show keys unshortened"
              .formatted(key));
    }
    return key;
  }

  private static void putId(Map<String, String> question, String name, @Nullable String value) {
    if (value != null) {
      question.put(name, Ids.option("--" + name, value));
    }
  }

  private static void put(Map<String, String> question, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      question.put(name, value);
    }
  }
}
