/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the page or action for a command that an answer advises. */
final class PageOfCommand {

  private static final Set<String> FLAGS =
      Set.of("yes", "reveal", "shadow", "watch", "json", "trend");
  // The user gives the reason on the page of the action.
  private static final Set<String> GIVEN_LATER = Set.of("reason", "through", "module");

  private PageOfCommand() {}

  /**
   * The link in place of a command; null if no page is for it. An action is named by what it does.
   */
  static @Nullable Piece link(String command) {
    List<String> words = CommandText.words(command);
    for (Action action : Action.ALL) {
      if (begins(words, action.command())) {
        String href =
            of(
                words,
                action.command(),
                action.arguments(),
                action.fields(),
                "/act/" + action.name());
        return href == null ? null : new Piece(action.heading(), href, command);
      }
    }
    return Page.ALL.stream()
        .filter(page -> begins(words, page.named()))
        .filter(page -> page.arguments().isEmpty() || hasArgument(words, page))
        .max(Comparator.comparingInt(page -> page.named().size() + page.arguments().size()))
        .map(page -> of(words, page.named(), page.arguments(), fields(page), page.path()))
        .map(href -> new Piece(command, href, ""))
        .orElse(null);
  }

  private static List<String> fields(Page page) {
    List<String> fields = new ArrayList<>(page.arguments());
    fields.addAll(page.options());
    return fields;
  }

  private static boolean hasArgument(List<String> words, Page page) {
    return words.size() > page.named().size() && !words.get(page.named().size()).startsWith("--");
  }

  private static boolean begins(List<String> words, List<String> command) {
    return words.size() >= command.size() && words.subList(0, command.size()).equals(command);
  }

  private static @Nullable String of(
      List<String> words,
      List<String> command,
      List<String> arguments,
      List<String> fields,
      String path) {
    Map<String, String> parameters = new TreeMap<>();
    int argument = 0;
    int index = command.size();
    while (index < words.size()) {
      String word = words.get(index++);
      if (!word.startsWith("--")) {
        if (argument == arguments.size()) {
          return null;
        }
        parameters.put(arguments.get(argument++), word);
        continue;
      }
      String option = word.substring(2);
      if (FLAGS.contains(option)) {
        continue;
      }
      if (index == words.size()) {
        return null;
      }
      String value = words.get(index++);
      if (fields.contains(option)) {
        parameters.put(option, value);
      } else if (!GIVEN_LATER.contains(option)) {
        return null;
      }
    }
    return new Query(parameters).link(path);
  }
}
