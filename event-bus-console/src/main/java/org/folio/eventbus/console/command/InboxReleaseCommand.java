/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.module.PushInbox;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Retries pushed events. */
@Command(name = "release", description = "Retries all pushed events that cannot be applied.")
final class InboxReleaseCommand extends ConsoleCommand {

  @Mixin private ConsentOptions consent = new ConsentOptions();

  @Override
  Report report(Modules modules) {
    ModuleAnswer inbox = heard(InboxCommand.asked(modules).get(0));
    String module = inbox.module().name();
    long poison = InboxCommand.number(inbox);
    if (!consent.yes()) {
      return new Report(
          inbox.body(),
          screen -> {
            screen.line(
                "%s: %s would be tried again.".formatted(module, Text.count(poison, "event")));
            screen.line(Colour.WAITS, "Nothing was changed.");
            screen.option("Add --yes to do it.");
          },
          ExitCode.OK);
    }
    ModuleAnswer released = heard(PushInbox.release(modules, inbox.module(), consent.reason()));
    return new Report(
        released.body(),
        screen ->
            screen.line(
                Colour.GOOD,
                "%s: %s tried again; ./bus inbox shows those that fail once more."
                    .formatted(
                        module, Text.count(released.body().path("released").asLong(), "event"))),
        ExitCode.OK);
  }

  private static ModuleAnswer heard(ModuleAnswer answer) {
    if (!answer.good()) {
      throw ConsoleException.unreachable(answer.module().name() + ": " + answer.failure());
    }
    return answer;
  }
}
