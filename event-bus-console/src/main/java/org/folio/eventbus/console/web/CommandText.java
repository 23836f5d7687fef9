/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command as answers print it, and its words. */
final class CommandText {

  private static final String QUOTED = "'[^']*+(?:'\\\\''[^']*+)*+'";
  private static final String PLAIN = "[\\w./:=,@…-]*[\\w…]";
  private static final String FLAG = "--(?:yes|reveal|shadow|watch|json|trend)\\b";
  private static final String OPTION = "--[a-z-]+ (?:" + QUOTED + "|" + PLAIN + ")";
  // In a sentence the words after a command are no arguments; ids and names of streams have dots,
  // hyphens or digits.
  private static final String ARGUMENT = "[\\w…]*[.\\d…-](?:" + PLAIN + ")?";

  /** Matches a command within a sentence. */
  static final String PATTERN =
      "\\./bus [a-z]+(?: (?:list|show|release|retry|discard|send|causes)\\b)?(?: (?:"
          + FLAG
          + "|"
          + OPTION
          + "|"
          + QUOTED
          + "|"
          + ARGUMENT
          + "))*";

  private static final Pattern WORD = Pattern.compile("(?:" + QUOTED + "|[^\\s']++)+");

  private CommandText() {}

  /** The arguments of a command, without quotes. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command.replaceFirst("^\\./bus ", ""));
    while (matcher.find()) {
      String word = matcher.group();
      words.add(
          word.startsWith("'") ? word.substring(1, word.length() - 1).replace("'\\''", "'") : word);
    }
    return words;
  }
}
