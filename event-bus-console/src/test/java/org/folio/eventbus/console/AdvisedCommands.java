/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Checks that every command in an answer can be run as printed. */
final class AdvisedCommands {

  private static final Pattern COMMAND = Pattern.compile("\\./bus ([^\\n]*)");

  // A word in quotes, or one that ends at a blank, without the punctuation after it.
  private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'[.,;:)\"]*|(\\S+)");
  private static final Pattern MARKS = Pattern.compile("[.,;:)\"]+$");

  // Commands of the sandbox.
  private static final Set<String> OTHERS = Set.of("up", "down", "demo");

  private AdvisedCommands() {}

  /** Parses each command of a text as the command line does. */
  static void check(String text) {
    for (String rest : text.replaceAll("\\s+", " ").split("(?=\\./bus )", -1)) {
      Matcher command = COMMAND.matcher(rest);
      if (command.find()) {
        check(words(command.group(1)), rest);
      }
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(
          word.group(1) == null
              ? MARKS.matcher(word.group(2)).replaceFirst("")
              : word.group(1).replace("'\\''", "'"));
    }
    return words;
  }

  // A sentence may continue after a command, but an unknown option is an error.
  private static void check(List<String> words, String text) {
    if (OTHERS.contains(words.get(0))) {
      return;
    }
    int end = words.size();
    while (end > 0 && !parses(words.subList(0, end))) {
      end--;
    }
    assertThat(end).as("./bus %s can be run", text).isPositive();
    assertThat(end < words.size() && words.get(end).startsWith("--"))
        .as("option %s of ./bus %s", end < words.size() ? words.get(end) : "", text)
        .isFalse();
  }

  private static boolean parses(List<String> words) {
    CommandLine commands =
        Console.commandLine(new Surroundings(Map.of(), false, Optional.empty(), Clock.systemUTC()));
    try {
      return commands.parseArgs(words.toArray(String[]::new)).hasSubcommand();
    } catch (ParameterException e) {
      return false;
    }
  }
}
