/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.output.Text;

/**
 * The findings about a patron.
 *
 * @param module the module that counts
 * @param explanation its answer; a missing node if there is none
 * @param published the last number that a module has assigned to the patron's loan events
 * @param unknown what could not be asked, one sentence each, with the silent module
 * @param problems the problems, one sentence each
 * @param advice the remedies
 */
public record PatronFindings(
    String user,
    String tenant,
    String module,
    JsonNode explanation,
    long published,
    List<String> unknown,
    List<String> problems,
    List<String> advice) {

  /** The result of a limit that blocks. */
  static final String BLOCKS = "BLOCKS";

  /** Copies the lists. */
  public PatronFindings {
    unknown = List.copyOf(unknown);
    problems = List.copyOf(problems);
    advice = List.copyOf(advice);
  }

  /** One sentence. */
  public String conclusion() {
    JsonNode blocks = explanation.path("blocks");
    if (blocks.isMissingNode()) {
      return "It is not known whether the patron is blocked.";
    }
    String counts =
        unknown.isEmpty() && problems.isEmpty()
            ? ""
            : " But %s."
                .formatted(
                    problems.isEmpty()
                        ? "not everything is known"
                        : "not everything is as it should be");
    if (blocks.isEmpty()) {
      return "Nothing is blocked by limits." + counts;
    }
    List<String> actions = new ArrayList<>();
    add(actions, blocks, "blockBorrowing", "borrowing");
    add(actions, blocks, "blockRenewals", "renewals");
    add(actions, blocks, "blockRequests", "requests");
    return "Blocked: %s, by %s.%s"
        .formatted(
            String.join(", ", actions),
            blocking().stream()
                .map(
                    one ->
                        "\"%s\" (%s)".formatted(Text.of(one, "name"), Text.of(one, "explanation")))
                .collect(Collectors.joining(" and ")),
            counts);
  }

  private static void add(List<String> actions, JsonNode blocks, String member, String name) {
    for (JsonNode one : blocks) {
      if (one.path(member).asBoolean()) {
        actions.add(name);
        return;
      }
    }
  }

  private List<JsonNode> blocking() {
    return StreamSupport.stream(explanation.path("limits").spliterator(), false)
        .filter(one -> Text.of(one, "result").equals(BLOCKS))
        .toList();
  }

  /** The exit code. A block is not a problem. */
  public int exitCode() {
    return ExitCode.of(unknown.isEmpty(), !problems.isEmpty());
  }

  /** For scripts. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("user", user).put("tenant", tenant).put("module", module);
    if (!explanation.isMissingNode()) {
      json.set("explanation", explanation);
    }
    json.put("published", published);
    put(json, "unknown", unknown);
    put(json, "problems", problems);
    json.put("complete", unknown.isEmpty());
    json.put("conclusion", conclusion());
    put(json, "advice", advice);
    return json;
  }

  private static void put(ObjectNode json, String member, List<String> sentences) {
    ArrayNode array = json.putArray(member);
    sentences.forEach(array::add);
  }
}
