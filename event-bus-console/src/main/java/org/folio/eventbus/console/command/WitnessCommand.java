/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.module.Witness;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what the witness has found. */
@Command(
    name = "witness",
    description =
        "Lists loan events that were never published, and others that storage contradicts.",
    footer = {"", "  bus witness --kind NEVER_PUBLISHED"})
public final class WitnessCommand extends ConsoleCommand {

  private static final String DEFAULT_LIMIT = "100";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "NEVER_PUBLISHED, DERIVED_BY_RULE, PHANTOM, RECORD_LOST or AMBIGUOUS")
  private @Nullable String kind;

  @Option(names = "--loan", paramLabel = "LOAN", description = "Of this loan")
  private @Nullable String loan;

  @Option(
      names = "--limit",
      paramLabel = "FINDINGS",
      defaultValue = DEFAULT_LIMIT,
      description = "Maximum number of findings, newest first. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  Report report(Modules modules) {
    Answers answers = new Answers(ask(modules).stream().toList());
    if (answers.all().isEmpty()) {
      return new Report(answers.json(), screen -> absent(modules, screen), ExitCode.USAGE);
    }
    boolean open =
        answers.good().stream()
            .flatMap(one -> findings(one).stream())
            .anyMatch(one -> !isSettled(one));
    return new Report(
        answers.json(), screen -> print(answers, screen), ExitCode.of(answers.complete(), open));
  }

  // One instance that can answer represents all instances of the module.
  private Optional<ModuleAnswer> ask(Modules modules) {
    List<EventBusModule> instances =
        modules.all().stream().filter(one -> one.name().equals(Witness.MODULE)).toList();
    Map<String, String> question = new LinkedHashMap<>();
    question.put("limit", Integer.toString(limit));
    if (kind != null) {
      question.put("kind", kind);
    }
    if (loan != null) {
      question.put("loanId", loan);
    }
    return Modules.together(instances, one -> modules.client().get(one, Witness.FINDINGS, question))
        .stream()
        .max(Comparator.comparing(ModuleAnswer::good));
  }

  private static void absent(Modules modules, Screen screen) {
    screen.sentence(
        Colour.WAITS,
        0,
        "No module that was asked has a witness; there are %s."
            .formatted(Modules.names(modules.all())));
    screen.sentence(
        Colour.PLAIN,
        0,
        "%s has one: deploy it and enable it for the tenant; if modules are asked directly, name it in --modules."
            .formatted(Witness.MODULE));
  }

  private static List<JsonNode> findings(ModuleAnswer answer) {
    List<JsonNode> findings = new ArrayList<>();
    answer.body().path("findings").forEach(findings::add);
    return findings;
  }

  private static boolean isSettled(JsonNode finding) {
    return finding.has("resolvedAt") || finding.has("eventId") || finding.has("derivedEventId");
  }

  private static void print(Answers answers, Screen screen) {
    List<List<String>> rows =
        answers.good().stream()
            .flatMap(one -> findings(one).stream())
            .map(WitnessCommand::row)
            .toList();
    answers.table(
        screen,
        "The witness has found nothing.",
        List.of("NOTICED", "KIND", "LOAN", "TYPE", "HAPPENED", "CLEARED UP BY", "WHY"),
        rows);
    // Without knowing what is judged, no finding says nothing.
    answers
        .good()
        .forEach(
            one ->
                screen.sentence(
                    one.body().has("since") ? Colour.FAINT : Colour.WAITS,
                    0,
                    Text.of(one.body(), "explanation") + "."));
  }

  private static List<String> row(JsonNode finding) {
    return List.of(
        Text.time(finding, "noticedAt"),
        Text.of(finding, "kind"),
        Text.of(finding, "loanId"),
        Text.of(finding, "type"),
        Text.time(finding, "happenedAt"),
        settlement(finding),
        Text.of(finding, "explanation"));
  }

  private static String settlement(JsonNode finding) {
    if (finding.has("resolution")) {
      return Text.of(finding, "resolution");
    }
    return finding.has("derivedEventId")
        ? "event " + Text.of(finding, "derivedEventId") + " in its place"
        : finding.has("eventId") ? "event " + Text.of(finding, "eventId") : "nothing yet";
  }
}
