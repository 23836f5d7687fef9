/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the commands by their purpose. */
public final class CommandGroups {

  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Where is my event?", List.of("trace", "key", "patron", "tail", "export"));
    GROUPS.put(
        "Is everything well?",
        List.of(
            "doctor",
            "lag",
            "gaps",
            "parked",
            "inbox",
            "topics",
            "canary",
            "witness",
            "operations",
            "serve"));
    GROUPS.put(
        "Do something about it (dry run unless --yes)",
        List.of("skip", "replay", "reset", "republish", "reconcile"));
    GROUPS.put("For the shell", List.of("generate-completion"));
  }

  // Before the name of a command, and before its description.
  private static final int INDENT = 2;
  private static final int WIDTH = 22;

  private CommandGroups() {}

  /** Changes the help of the given command line. */
  public static void arrange(CommandLine commands) {
    commands
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
    // Each command is a section of its own; the heading would be empty.
    commands.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
  }

  private static String list(Help help) {
    StringBuilder list = new StringBuilder();
    GROUPS.forEach(
        (heading, names) -> {
          list.append("%n%s%n".formatted(heading));
          for (String name : names) {
            Help command = Objects.requireNonNull(help.subcommands().get(name));
            String[] description = command.commandSpec().usageMessage().description();
            list.append(" ".repeat(INDENT))
                .append(name)
                .append(" ".repeat(WIDTH - name.length()))
                .append(description.length == 0 ? "" : description[0])
                .append(System.lineSeparator());
          }
        });
    return list.toString();
  }
}
