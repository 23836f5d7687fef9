/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.folio.eventbus.console.module.ModuleAnswer;

/** The answers of several modules to one question. */
public record Answers(List<ModuleAnswer> all) {

  /** The good answers. */
  public List<ModuleAnswer> good() {
    return all.stream().filter(ModuleAnswer::good).toList();
  }

  /** Whether each module has answered, and at least one with data. */
  public boolean complete() {
    return all.stream().allMatch(ModuleAnswer::answered) && !good().isEmpty();
  }

  /**
   * For scripts: {@code modules}, each with {@code answer} or {@code failure}; and {@code
   * complete}.
   */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var modules = json.putArray("modules");
    for (ModuleAnswer answer : all) {
      ObjectNode one = modules.addObject();
      one.put("module", answer.module().name()).put("answered", answer.answered());
      if (answer.good()) {
        one.set("answer", answer.body());
      } else {
        one.put("failure", answer.failure());
      }
    }
    return json.put("complete", complete());
  }

  /** One table of all lists. */
  public void table(Screen screen, String nothing, List<String> columns, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      screen.table(columns, rows);
    } else if (!good().isEmpty()) {
      screen.line(nothing);
    }
    failures(screen);
  }

  /** Names the modules that did not answer, and the consequence. */
  public void failures(Screen screen) {
    List<ModuleAnswer> failed = all.stream().filter(one -> !one.good()).toList();
    if (!failed.isEmpty()) {
      screen.gap();
    }
    failed.forEach(
        one ->
            screen.sentence(
                one.answered() ? Colour.FAINT : Colour.BAD,
                0,
                one.module().name() + ": " + one.failure()));
    if (good().isEmpty()) {
      screen.line(Colour.BAD, "No module could answer. Check --tenant and the modules.");
    } else if (!complete()) {
      screen.line(Colour.BAD, "The answer is incomplete.");
    }
  }
}
