/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A page that shows the answer to a command.
 *
 * @param path where it is found
 * @param name in the list of pages; empty for a page that others lead to
 * @param heading what it answers
 * @param template how it is drawn
 * @param command the command, without the values of the query
 * @param arguments parameters that become arguments, in their order
 * @param options parameters that become options of the same name
 */
record Page(
    String path,
    String name,
    String heading,
    String template,
    List<String> command,
    List<String> arguments,
    List<String> options) {

  private static final String PLAIN = "answer";
  private static final String TAIL = "tail";
  private static final Set<String> MASKING =
      Set.of(
          "/search",
          "/gaps",
          "/operations",
          "/event",
          "/patron",
          "/key",
          "/parked/keys",
          "/parked/key");

  /** Every page, in the order of the list. */
  static final List<Page> ALL =
      List.of(
          new Page("/", "Overview", "Is everything well?", "overview", List.of("doctor")),
          new Page(
              "/search",
              "Search",
              "Which events are there?",
              "search",
              List.of("trace"),
              List.of(),
              List.of("user", "loan", "operation", "stream", "key", "type", "from", "to", "limit")),
          new Page(
              "/tail",
              "Tail",
              "What happens now?",
              TAIL,
              List.of("tail"),
              List.of(),
              List.of("user", "loan", "key", "stream", "type")),
          new Page(
              "/parked",
              "Parked",
              "What stands still, and why?",
              "parked",
              List.of("parked", "causes")),
          new Page(
              "/lag", "Lag", "How far is each subscription?", "lag", List.of("lag", "--trend")),
          new Page("/gaps", "Gaps", "What is missing?", PLAIN, List.of("gaps")),
          new Page(
              "/inbox", "Inbox", "Which pushed events cannot be applied?", PLAIN, List.of("inbox")),
          new Page("/topics", "Topics", "How are the topics?", PLAIN, List.of("topics")),
          new Page(
              "/canary", "Canary", "When did the last canary arrive?", "canary", List.of("canary")),
          new Page(
              "/witness",
              "Witness",
              "What does storage know that events do not say?",
              "witness",
              List.of("witness"),
              List.of(),
              List.of("kind", "loan", "limit")),
          new Page(
              "/operations", "Operations", "Who did what, and why?", PLAIN, List.of("operations")),
          new Page(
              "/event",
              "",
              "Where is this event?",
              "event",
              List.of("trace"),
              List.of("id"),
              List.of("stream", "key", "sequence")),
          new Page(
              "/patron",
              "",
              "Why is this patron blocked, or not?",
              "patron",
              List.of("patron"),
              List.of("id"),
              List.of()),
          new Page(
              "/key",
              "",
              "What happened to this key?",
              PLAIN,
              List.of("key"),
              List.of("stream", "key"),
              List.of("from-sequence", "limit")),
          new Page(
              "/parked/keys",
              "",
              "Which keys are parked?",
              "parked-keys",
              List.of("parked", "list")),
          new Page(
              "/parked/key",
              "",
              "Which events of this key are parked?",
              "parked-key",
              List.of("parked", "show"),
              List.of(),
              List.of("subscription", "event", "stream", "key")));

  Page {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
  }

  private Page(String path, String name, String heading, String template, List<String> command) {
    this(path, name, heading, template, command, List.of(), List.of());
  }

  /** The words of the command that name it, without its flags. */
  List<String> named() {
    return command.stream().filter(word -> !word.startsWith("--")).toList();
  }

  /** The command with what the query gives. A value that looks like an option stays a value. */
  List<String> command(Query query) {
    return command(query, List.of());
  }

  /** The same, with personal data as they are. Modules note the reason. */
  List<String> revealing(Query query, String reason) {
    return command(query, List.of("--reveal", "--reveal-reason=" + reason));
  }

  private List<String> command(Query query, List<String> flags) {
    List<String> words = new ArrayList<>(command);
    words.addAll(flags);
    options.forEach(
        option -> query.given(option).ifPresent(value -> words.add("--" + option + "=" + value)));
    // What follows is no option, whatever it begins with.
    words.add("--");
    arguments.forEach(argument -> query.given(argument).ifPresent(words::add));
    return words;
  }

  /** Whether it masks personal data that may be revealed. */
  boolean masks() {
    return MASKING.contains(path);
  }

  /** Whether there is something to ask; a search needs a question. */
  boolean asks(Query query) {
    return !follows()
        && (!template.equals("search")
            || options.stream().anyMatch(query.parameters()::containsKey));
  }

  /** Whether it shows what happens while it is open, and asks nothing at once. */
  boolean follows() {
    return template.equals(TAIL);
  }
}
