/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Screen;

/**
 * The result of a check of everything.
 *
 * @param findings problems first
 * @param modules the state of each module
 * @param counters what there is of the tenant's events now
 * @param changes what has changed within an hour, the newest first
 * @param unknown what is not known of that hour, and of which modules
 * @param complete whether each module answered every question
 */
public record Examination(
    List<Finding> findings,
    List<ModuleState> modules,
    Counters counters,
    List<Change> changes,
    List<String> unknown,
    boolean complete) {

  private static final List<String> LEVELS = List.of(Finding.PROBLEM, Finding.NOTE, Finding.OK);

  /** Checks all modules. */
  public static Examination of(Modules modules, Instant now) {
    // All at once: each of them may keep its questioner waiting until the limit.
    List<CompletableFuture<ModuleFacts>> asked =
        modules.all().stream()
            .map(one -> new EventBusModule(modules.shown(one), one.base(), one.id()))
            .map(one -> ModuleFacts.ask(modules.client(), one))
            .toList();
    List<ModuleFacts> facts = asked.stream().map(CompletableFuture::join).toList();
    List<Finding> findings = new ArrayList<>();
    for (ModuleFacts one : facts) {
      findings.addAll(new ModuleChecks(one, now).run());
    }
    findings.addAll(PushedEvents.findings(answering(modules, facts)));
    findings.addAll(new CommonChecks(facts).run());
    Map<String, ModuleFacts> byName = new LinkedHashMap<>();
    for (int i = 0; i < facts.size(); i++) {
      byName.merge(
          modules.all().get(i).name(),
          facts.get(i),
          (first, next) -> first.tellsTables() ? first : next);
    }
    findings.sort(Comparator.comparing(one -> LEVELS.indexOf(one.level())));
    return new Examination(
        merged(findings),
        facts.stream().map(ModuleFacts::state).toList(),
        Counters.of(facts, byName),
        Change.of(byName, now),
        Change.unknown(byName),
        facts.stream().allMatch(ModuleFacts::complete));
  }

  // If a module does not answer one question, the others do not wait for it again.
  private static Modules answering(Modules modules, List<ModuleFacts> facts) {
    return new Modules(
        IntStream.range(0, facts.size())
            .filter(index -> facts.get(index).first().good())
            .mapToObj(modules.all()::get)
            .toList(),
        modules.client());
  }

  /** A cause that several modules or answers name is one finding. */
  static List<Finding> merged(List<Finding> findings) {
    Map<Finding, Finding> merged = new LinkedHashMap<>();
    findings.forEach(one -> merged.merge(one.cause(), one, Finding::andOf));
    return List.copyOf(merged.values());
  }

  /** The exit code. */
  @JsonIgnore
  public int exitCode() {
    return ExitCode.of(complete, has(Finding.PROBLEM));
  }

  private boolean has(String level) {
    return findings.stream().anyMatch(one -> one.level().equals(level));
  }

  /** Writes it as text. */
  public void print(Screen screen) {
    screen.table(
        List.of("", "MODULE", "LOOKED AT", "SEEN"),
        findings.stream()
            .map(one -> List.of(one.level(), one.module(), one.subject(), one.what()))
            .toList());
    screen.gap();
    List<Finding> todo = findings.stream().filter(one -> !one.todo().isEmpty()).toList();
    if (!todo.isEmpty()) {
      screen.heading("What to do");
      todo.forEach(
          one ->
              screen.sentence(
                  Colour.PLAIN,
                  2,
                  "- %s%s: %s"
                      .formatted(
                          one.module().isEmpty() ? "" : one.module() + ", ",
                          one.subject(),
                          one.todo())));
      screen.gap();
    }
    if (!changes.isEmpty()) {
      screen.heading("What changed in the last hour");
      screen.table(
          List.of("TIME", "MODULE", "WHAT", "WHY"),
          changes.stream()
              .map(one -> List.of(one.at(), one.module(), one.what(), one.explanation()))
              .toList());
      screen.gap();
    }
    if (!unknown.isEmpty()) {
      screen.sentence(
          Colour.BAD, 0, "Not known of the last hour: %s.".formatted(String.join("; ", unknown)));
    }
    screen.sentence(Colour.PLAIN, 0, counters.sentence());
    screen.line(exitCode() == ExitCode.OK ? Colour.GOOD : Colour.BAD, conclusion());
  }

  /** One sentence. */
  @JsonProperty("conclusion")
  public String conclusion() {
    long problems = findings.stream().filter(one -> one.level().equals(Finding.PROBLEM)).count();
    return (problems == 0
            ? "No problem was found"
            : problems == 1 ? "1 problem was found" : problems + " problems were found")
        + (complete ? "." : ", and not everything could be looked at.");
  }
}
