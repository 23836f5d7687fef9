/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;

/** The findings about a patron as text. */
public final class PatronText {

  private static final int INDENT = 2;

  private PatronText() {}

  /** Writes the counts, why they block or do not, and finally the conclusion. */
  public static void print(PatronFindings findings, Screen screen) {
    JsonNode explanation = findings.explanation();
    if (!explanation.isMissingNode()) {
      counted(explanation, screen);
      group(explanation.path("group"), screen);
      limits(explanation.path("limits"), screen);
      freshness(findings, explanation.path("freshness"), screen);
      storage(explanation.path("storage"), screen);
    } else if (findings.published() > 0) {
      screen.line(
          "Loan events of the patron: %s published. It is not known how many of them are counted."
              .formatted(findings.published()));
    }
    findings.problems().forEach(one -> screen.sentence(Colour.BAD, 0, one + "."));
    findings.unknown().forEach(one -> screen.sentence(Colour.BAD, 0, "Unknown: " + one + "."));
    if (!findings.problems().isEmpty() || !findings.unknown().isEmpty()) {
      screen.gap();
    }
    screen.sentence(
        findings.exitCode() == ExitCode.OK ? Colour.GOOD : Colour.BAD,
        0,
        "Patron %s of tenant %s. %s"
            .formatted(findings.user(), findings.tenant(), findings.conclusion()));
    findings.advice().forEach(one -> screen.sentence(Colour.PLAIN, INDENT, "- " + one));
  }

  private static void counted(JsonNode explanation, Screen screen) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode loan : explanation.path("loans")) {
      rows.add(
          List.of(
              Text.of(loan, "loanId"),
              Text.time(loan, "checkedOutAt"),
              Text.time(loan, "dueDate"),
              overdue(loan),
              loan.path("counts").asBoolean() ? "yes" : "no",
              states(loan)));
    }
    if (!rows.isEmpty()) {
      screen.table(List.of("LOAN", "CHECKED OUT", "DUE", "OVERDUE", "COUNTS", "STATE"), rows);
      screen.gap();
    }
    JsonNode feesFines = explanation.path("feesFines");
    screen.sentence(
        Colour.PLAIN,
        0,
        "%s at %s; fees and fines that count: %s in %s."
            .formatted(
                Text.count(rows.size(), "open loan"),
                Text.time(explanation, "at"),
                Text.of(feesFines, "owed"),
                Text.count(feesFines.path("accounts").size(), "account")));
  }

  private static String overdue(JsonNode loan) {
    Duration late = Duration.ofMinutes(loan.path("minutesOverdue").asLong());
    if (late.isZero()) {
      return "";
    }
    return late.toDays() > 0
        ? "%s d %s h".formatted(late.toDays(), late.toHoursPart())
        : "%s h %s min".formatted(late.toHours(), late.toMinutesPart());
  }

  private static String states(JsonNode loan) {
    List<String> states = new ArrayList<>();
    if (loan.path("recall").asBoolean()) {
      states.add("recalled");
    }
    if (loan.path("itemLost").asBoolean()) {
      states.add("lost");
    }
    if (loan.path("itemClaimedReturned").asBoolean()) {
      states.add("claimed returned");
    }
    return String.join(", ", states);
  }

  private static void group(JsonNode group, Screen screen) {
    if (group.has("id")) {
      screen.line(
          "Group %s, asked for at %s."
              .formatted(Text.of(group, "id"), Text.time(group, "askedAt")));
    } else if (!group.has("unknown")) {
      screen.line("The patron has no group.");
    }
    screen.gap();
  }

  private static void limits(JsonNode limits, Screen screen) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : limits) {
      rows.add(
          List.of(
              Text.of(one, "name"),
              Text.of(one, "counted"),
              Text.of(one, "limit"),
              wanted(one),
              Text.of(one, "result"),
              why(one)));
    }
    screen.table(List.of("CONDITION", "COUNTED", "LIMIT", "IS TO BLOCK", "RESULT", "WHY"), rows);
    screen.gap();
  }

  private static String wanted(JsonNode condition) {
    List<String> actions = new ArrayList<>();
    for (String action : List.of("Borrowing", "Renewals", "Requests")) {
      if (condition.path("block" + action).asBoolean()) {
        actions.add(action.toLowerCase(Locale.ROOT));
      }
    }
    return actions.isEmpty() ? "nothing" : String.join(", ", actions);
  }

  private static String why(JsonNode condition) {
    String message = Text.of(condition, "message");
    return Text.of(condition, "explanation")
        + (message.isEmpty() || !Text.of(condition, "result").equals(PatronFindings.BLOCKS)
            ? ""
            : "; staff see \"%s\"".formatted(message));
  }

  private static void freshness(PatronFindings findings, JsonNode freshness, Screen screen) {
    screen.sentence(
        Colour.PLAIN,
        0,
        "Freshness: %s. Loan events of the patron: %s published, %s seen, %s applied; account events: %s seen, %s applied."
            .formatted(
                Text.of(freshness, "state"),
                findings.published() == 0 ? "unknown how many" : findings.published(),
                Text.of(freshness, "published"),
                Text.of(freshness, "applied"),
                Text.of(freshness, "accountPublished"),
                Text.of(freshness, "accountApplied")));
    for (JsonNode one : freshness.path("subscriptions")) {
      long unread = one.path("unread").asLong();
      long oldest = one.path("oldestMillis").asLong();
      if (unread + oldest > 0) {
        screen.sentence(
            Colour.WAITS,
            0,
            "%s has %s unread of all patrons; the oldest that it works on was sent %s ms ago."
                .formatted(Text.of(one, "name"), Text.count(unread, "record"), oldest));
      }
    }
  }

  private static void storage(JsonNode storage, Screen screen) {
    compared("Loan storage has %s open", "loan", storage.path("loans"), screen);
    compared("mod-feesfines has %s open", "account", storage.path("feesFines"), screen);
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode part : List.of(storage.path("loans"), storage.path("feesFines"))) {
      for (JsonNode one : part.path("differences")) {
        rows.add(
            List.of(
                Text.of(one, "kind"),
                Text.of(one, "recordId"),
                said(one.path("summary")),
                said(one.path("storage")),
                Text.of(one, "cause"),
                Text.of(one, "evidence")));
      }
    }
    if (!rows.isEmpty()) {
      screen.gap();
      screen.table(
          List.of("DIFFERENCE", "LOAN OR FEE", "COUNTED", "STORAGE", "CAUSE", "EVIDENCE"), rows);
    }
    screen.gap();
  }

  private static void compared(String sentence, String thing, JsonNode part, Screen screen) {
    if (part.has("unknown")) {
      return;
    }
    int differences = part.path("differences").size();
    screen.sentence(
        differences == 0 ? Colour.PLAIN : Colour.BAD,
        0,
        "%s; %s."
            .formatted(
                sentence.formatted(Text.count(part.path("open").asLong(), thing)),
                differences == 0
                    ? "the count says the same"
                    : Text.count(differences, "difference")));
  }

  private static String said(JsonNode value) {
    return value.isObject() ? Text.members(value) : value.asText();
  }
}
