/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands in an answer. They ask the same modules as the question, so that each runs as
 * printed.
 *
 * @param options the question's connection options; empty if it gave none
 */
public record PrintedCommands(String options) {

  /** Unchanged commands. */
  public static final PrintedCommands AS_THEY_ARE = new PrintedCommands("");

  // The members of an answer that hold advice. All others hold findings.
  private static final Set<String> ADVICE = Set.of("advice", "todo");

  // Options follow the name of a command, including that of a subcommand. A command that starts a
  // sandbox asks no module.
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\./bus (?!up\\b|down\\b|demo\\b)(?:(?:parked|canary|inbox) (?:causes|list|show|release|retry|discard|send)\\b|[a-z]+)");

  /** The text with the options after each command. */
  public String in(String text) {
    return options.isEmpty()
        ? text
        : COMMAND.matcher(text).replaceAll("$0 " + Matcher.quoteReplacement(options));
  }

  /** A copy of an answer with the options after each command of its advice; data stay unchanged. */
  public JsonNode in(JsonNode answer) {
    if (answer.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      answer.forEach(one -> copy.add(in(one)));
      return copy;
    }
    if (answer.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      answer
          .properties()
          .forEach(
              member ->
                  copy.set(
                      member.getKey(),
                      ADVICE.contains(member.getKey())
                          ? advice(member.getValue())
                          : in(member.getValue())));
      return copy;
    }
    return answer;
  }

  private JsonNode advice(JsonNode texts) {
    if (texts.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      texts.forEach(one -> copy.add(advice(one)));
      return copy;
    }
    return texts.isTextual() ? TextNode.valueOf(in(texts.asText())) : texts;
  }
}
