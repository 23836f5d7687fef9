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
  private final List<String> members;
  private final String nothing;
  private final List<String> columns;

  /** A list that stands in one member of the answer. */
  ListCommand(String path, String member, String nothing, List<String> columns) {
    this(path, List.of(member), nothing, columns);
  }

  /**
   * A list.
   *
   * @param path where modules tell it
   * @param members of the answer that have it
   * @param nothing said if no module lists anything
   * @param columns of the table, behind that of the module
   */
  ListCommand(String path, List<String> members, String nothing, List<String> columns) {
    this.path = path;
    this.members = List.copyOf(members);
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
        screen -> answers.table(screen, nothing, columns, rows(modules, answers.good())),
        ExitCode.of(answers.complete(), problem));
  }

  private boolean anyProblem(ModuleAnswer answer) {
    return listed(answer).stream().anyMatch(this::problem);
  }

  private List<JsonNode> listed(ModuleAnswer answer) {
    List<JsonNode> listed = new ArrayList<>();
    members.forEach(member -> answer.body().path(member).forEach(listed::add));
    return listed;
  }

  /** Who is said to have told it. */
  String name(Modules modules, ModuleAnswer answer) {
    return answer.module().name();
  }

  /** What the table shows. */
  List<List<String>> rows(Modules modules, List<ModuleAnswer> answers) {
    List<List<String>> rows = new ArrayList<>();
    for (ModuleAnswer answer : answers) {
      for (JsonNode one : listed(answer)) {
        List<String> row = new ArrayList<>(List.of(name(modules, answer)));
        row.addAll(row(one));
        rows.add(row);
      }
    }
    return rows;
  }
}
