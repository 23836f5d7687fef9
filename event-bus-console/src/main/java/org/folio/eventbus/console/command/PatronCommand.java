/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.net.URI;
import java.util.Optional;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.patron.PatronFindings;
import org.folio.eventbus.console.patron.PatronText;
import org.folio.eventbus.console.patron.PatronWeighing;
import org.folio.eventbus.console.patron.PublishedLoanEvents;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains why a patron is blocked. */
@Command(
    name = "patron",
    description =
        "Explains why a patron is blocked or not: counts, limits, conditions, events in flight, records in storage.",
    footer = {"", "  bus patron 2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111"})
public final class PatronCommand extends ConsoleCommand {

  private static final String KEYS = "/event-bus/keys";

  @Parameters(index = "0", paramLabel = "USER", description = "The patron's id")
  private String user = "";

  @Option(
      names = "--module",
      paramLabel = "MODULE",
      defaultValue = "mod-patron-blocks-adapter",
      description = "Name of the module that counts. Default: ${DEFAULT-VALUE}")
  private String name = "";

  @Option(
      names = "--through",
      paramLabel = "URL",
      description =
          "Okapi for the module's own queries to users and storage, if the module is asked directly; with the token of --token-file or OKAPI_TOKEN. Default: Okapi of a running sandbox, or the module's OKAPI_URL")
  private @Nullable URI through;

  @Override
  Report report(Modules modules) {
    String patron = Ids.option("USER", user);
    EventBusModule module = modules.called(name);
    Optional<URI> okapi = Optional.ofNullable(through).or(() -> modules.client().through());
    // First, so that events published meanwhile do not count as unread.
    PublishedLoanEvents published =
        PublishedLoanEvents.of(modules.ask(KEYS, PublishedLoanEvents.question(patron)));
    ModuleAnswer explained =
        modules.client().get(module, "/event-bus/patrons/" + patron, okapi).join();
    long seen = explained.body().path("freshness").path("published").asLong();
    if (explained.good() && published.given() > seen) {
      // Each instance only knows the events that it holds itself.
      published =
          published.with(modules.askInstances(KEYS, PublishedLoanEvents.unread(patron, seen)));
    }
    PatronFindings findings =
        PatronWeighing.of(
            patron,
            modules.client().tenant(),
            explained,
            published,
            reconcile(patron, module.throughOkapi() || modules.client().through().isPresent()));
    return new Report(
        findings.json(), screen -> PatronText.print(findings, screen), findings.exitCode());
  }

  // A module that is asked directly needs the address of storage, unless it belongs to the sandbox.
  private String reconcile(String patron, boolean knowsOkapi) {
    String command = "./bus reconcile --user %s --yes".formatted(patron);
    if (knowsOkapi) {
      return command;
    }
    return through == null
        ? command + ", with the address of Okapi in --through"
        : command + " --through " + through;
  }
}
