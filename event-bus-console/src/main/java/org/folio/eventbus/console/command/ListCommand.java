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

/** A command that shows the lists of all modules in one table. */
abstract class ListCommand extends ConsoleCommand {

  private final String path;
  private final List<String> members;
  private final String nothing;
  private final List<String> columns;

  /** A list in one member of the answer. */
  ListCommand(String path, String member, String nothing, List<String> columns) {
    this(path, List.of(member), nothing, columns);
  }

  /**
   * A list.
   *
   * @param path the path of the list
   * @param members the members of the answer that hold it
   * @param nothing the sentence if no module lists anything
   * @param columns of the table, after the module's column
   */
  ListCommand(String path, List<String> members, String nothing, List<String> columns) {
    this.path = path;
    this.members = List.copyOf(members);
    this.nothing = nothing;
    List<String> all = new ArrayList<>(List.of("MODULE"));
    all.addAll(columns);
    this.columns = List.copyOf(all);
  }

  /** The content of the columns. */
  abstract List<String> row(JsonNode one);

  /** Whether an entry is a problem. */
  abstract boolean problem(JsonNode one);

  /** Asks one instance of each module, because most lists come from its tables. */
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

  /** The name of the answering module. */
  String name(Modules modules, ModuleAnswer answer) {
    return answer.module().name();
  }

  /** The rows of the table. */
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
