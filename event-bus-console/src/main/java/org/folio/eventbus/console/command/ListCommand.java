/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Report;

/** A command that shows in one table what all modules list. */
abstract class ListCommand extends ConsoleCommand {

  private final String path;
  private final String member;
  private final String nothing;
  private final List<String> columns;

  /**
   * A list.
   *
   * @param path where modules tell it
   * @param member of the answer that has it
   * @param nothing said if no module lists anything
   * @param columns of the table, behind that of the module
   */
  ListCommand(String path, String member, String nothing, List<String> columns) {
    this.path = path;
    this.member = member;
    this.nothing = nothing;
    List<String> all = new ArrayList<>(List.of("MODULE"));
    all.addAll(columns);
    this.columns = List.copyOf(all);
  }

  /** What stands in the columns. */
  abstract List<String> row(JsonNode one);

  /** Whether what is listed is not as it should be. */
  abstract boolean problem(JsonNode one);

  /** Asks one instance of each module, since what most commands list stands in its tables. */
  List<ModuleAnswer> ask(Modules modules, String path, Map<String, String> query) {
    return modules.ask(path, query);
  }

  @Override
  Report report(Modules modules) {
    Answers answers = new Answers(ask(modules, path, output().disclosure()));
    boolean problem = answers.good().stream().anyMatch(this::anyProblem);
    return new Report(
        answers.json(),
        screen -> answers.table(screen, nothing, columns, rows(answers.good())),
        ExitCode.of(answers.complete(), problem));
  }

  private boolean anyProblem(ModuleAnswer answer) {
    for (JsonNode one : answer.body().path(member)) {
      if (problem(one)) {
        return true;
      }
    }
    return false;
  }

  /** What the table shows. */
  List<List<String>> rows(List<ModuleAnswer> answers) {
    List<List<String>> rows = new ArrayList<>();
    for (ModuleAnswer answer : answers) {
      for (JsonNode one : answer.body().path(member)) {
        List<String> row = new ArrayList<>(List.of(answer.module().name()));
        row.addAll(row(one));
        rows.add(row);
      }
    }
    return rows;
  }
}
