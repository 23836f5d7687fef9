/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of the events that are looked for. */
final class SearchOptions {

  @Option(names = "--user", paramLabel = "ID", description = "The patron")
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
      description = "The loan, or anything else that the payload names")
  private @Nullable String loan;

  @Option(
      names = "--operation",
      paramLabel = "ID",
      description = "The operation whose events they are; tells which of them are missing")
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

  /** Parameters of the question. */
  Map<String, String> question(Clock clock) {
    Map<String, String> question = new LinkedHashMap<>();
    put(question, "user", user);
    put(question, "key", key);
    put(question, "loan", loan);
    put(question, "operation", operation);
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

  private static void put(Map<String, String> question, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      question.put(name, value);
    }
  }
}
