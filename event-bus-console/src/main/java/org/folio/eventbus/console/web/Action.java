/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that a page does: a command of the command line. A preview is the command without
 * {@code --yes}.
 *
 * @param name in links
 * @param command the command
 * @param heading what it does, as the heading of its page
 * @param arguments fields that are arguments
 * @param options fields that are options of the same name
 * @param reasoned whether modules note a reason
 * @param previewed whether the command can say what it would do
 * @param confirmed the field whose value the user types again, because nothing takes the action
 *     back; empty if something does
 */
public record Action(
    String name,
    List<String> command,
    String heading,
    List<String> arguments,
    List<String> options,
    boolean reasoned,
    boolean previewed,
    String confirmed) {

  /** The field with an edited payload, which takes several lines. */
  public static final String PAYLOAD = "payload-text";

  /** The field with the cause of parked events, which may have several lines. */
  public static final String CAUSE = "cause";

  /** The field that keeps a release to what its preview has counted. */
  public static final String UP_TO = "up-to";

  private static final List<String> SELECTION = List.of("key", "event", "from", "to");

  /** Every action. */
  static final List<Action> ALL =
      List.of(
          new Action(
              "release",
              List.of("parked", "release"),
              "Release parked events",
              List.of(),
              List.of("subscription", CAUSE, UP_TO, "event", "stream", "key"),
              ""),
          new Action(
              "retry",
              List.of("parked", "retry"),
              "Release an event with another payload",
              List.of(),
              List.of("subscription", "event", PAYLOAD),
              true,
              false,
              ""),
          new Action(
              "discard",
              List.of("parked", "discard"),
              "Discard a parked event",
              List.of(),
              List.of("subscription", "event", "topic", "partition", "offset"),
              "subscription"),
          new Action(
              "skip",
              List.of("skip"),
              "Give up missing events",
              List.of(),
              List.of("subscription", "stream", "key", "first", "last"),
              "subscription"),
          new Action(
              "republish",
              List.of("republish"),
              "Send events of the journal again",
              List.of("stream"),
              with(SELECTION, "first", "last"),
              ""),
          new Action(
              "replay",
              List.of("replay"),
              "Read records again",
              List.of("subscription"),
              with(SELECTION, "topic", "partition", "from-offset", "end-offset", "most"),
              ""),
          new Action(
              "reset",
              List.of("reset"),
              "Reset the offsets of a subscription",
              List.of("subscription"),
              List.of("to", "time", "topic", "partition", "offset"),
              "subscription"),
          new Action(
              "inbox-release",
              List.of("inbox", "release"),
              "Retry pushed events",
              List.of(),
              List.of(),
              ""),
          new Action(
              "canary",
              List.of("canary", "send"),
              "Send a canary",
              List.of("stream"),
              List.of(),
              ""),
          new Action(
              "reconcile",
              List.of("reconcile"),
              "Compare counts with storage, and repair",
              List.of(),
              List.of("user"),
              false,
              true,
              ""));

  /** Copies the lists. */
  public Action {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
  }

  private Action(
      String name,
      List<String> command,
      String heading,
      List<String> arguments,
      List<String> options,
      String confirmed) {
    this(name, command, heading, arguments, options, true, true, confirmed);
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  static Optional<Action> named(String name) {
    return ALL.stream().filter(one -> one.name.equals(name)).findFirst();
  }

  /** All fields, in order. */
  public List<String> fields() {
    return with(arguments, options.toArray(String[]::new));
  }

  /** Whether it would also take what is parked after its preview. */
  boolean isUnlimited(Query query) {
    return options.contains(UP_TO)
        && query.given(CAUSE).isPresent()
        && query.given(UP_TO).isEmpty();
  }

  /** The command with the values of the fields. A value that looks like an option stays one. */
  List<String> command(Query query, boolean yes) {
    List<String> words = new ArrayList<>(command);
    options.forEach(
        option -> query.given(option).ifPresent(value -> words.add("--" + option + "=" + value)));
    if (reasoned) {
      words.add("--reason=" + query.given("reason").orElse("preview"));
    }
    if (yes) {
      words.add("--yes");
    }
    words.add("--");
    arguments.forEach(argument -> query.given(argument).ifPresent(words::add));
    return words;
  }
}
