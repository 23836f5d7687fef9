/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that makes a module do something, or say what it would do. */
abstract class ActionCommand extends ConsoleCommand {

  private static final Set<Integer> REFUSALS = Set.of(400, 409, 422);

  @Mixin private ActionOptions action = new ActionOptions();

  /** The module that executes the action. */
  abstract EventBusModule chosen(Modules modules);

  /** The path of the action. */
  abstract String path();

  /** The body of the action, without reason and dry run. */
  abstract ObjectNode body();

  @Override
  Report report(Modules modules) {
    EventBusModule module = action.owner().or(modules, this::chosen);
    JsonNode result = act(modules, module);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("module", module.name());
    json.set("result", result);
    boolean failed = Text.of(result, "outcome").equals("FAILED");
    return new Report(json, screen -> print(screen, module, result), ExitCode.of(true, failed));
  }

  /** Makes the module execute the action, in several steps if one is not enough. */
  JsonNode act(Modules modules, EventBusModule module) {
    return step(modules, module, body());
  }

  /**
   * The module's answer.
   *
   * @throws ConsoleException if it rejects the action or does not answer
   */
  final JsonNode step(Modules modules, EventBusModule module, ObjectNode body) {
    body.put("reason", action.reason()).put("dryRun", !action.yes());
    ModuleAnswer answer = modules.act(module, path(), output().disclosure(), body);
    if (!answer.good()) {
      throw new ConsoleException(
          REFUSALS.contains(answer.status()) ? ExitCode.USAGE : ExitCode.INCOMPLETE,
          module.name() + ": " + answer.failure());
    }
    return answer.body();
  }

  private static void print(Screen screen, EventBusModule module, JsonNode result) {
    String outcome = Text.of(result, "outcome");
    screen.line(
        Colour.of(outcome),
        "%s: %s, %s".formatted(module.name(), Text.of(result, "action"), outcome));
    screen.sentence(Colour.PLAIN, 2, Text.of(result, "explanation"));
    Set<String> members = new LinkedHashSet<>();
    result.path("before").fieldNames().forEachRemaining(members::add);
    result.path("after").fieldNames().forEachRemaining(members::add);
    if (!members.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      members.forEach(
          member ->
              rows.add(
                  List.of(
                      "  " + member,
                      Text.of(result.path("before"), member),
                      Text.of(result.path("after"), member))));
      screen.table(List.of("  WHAT", "BEFORE", "AFTER"), rows);
    }
    if (result.has("operation")) {
      screen.line("  Noted in the operation log as " + Text.of(result, "operation") + ".");
    }
    if (result.path("dryRun").asBoolean()) {
      screen.line(Colour.WAITS, "Nothing was changed.");
      screen.option(
          result.has("last")
              ? "Add --yes to do it, and --up-to %s to leave alone what is parked from now on."
                  .formatted(Text.of(result, "last"))
              : "Add --yes to do it.");
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static void put(ObjectNode body, String member, @Nullable String value) {
    if (value != null) {
      body.put(member, value);
    }
  }

  static void put(ObjectNode body, String member, @Nullable Long value) {
    if (value != null) {
      body.put(member, value);
    }
  }
}
