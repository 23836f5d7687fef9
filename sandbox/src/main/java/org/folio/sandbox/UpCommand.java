/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.folio.sandbox.demo.Story;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.ConsoleProcess;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.LogEnd;
import org.folio.sandbox.install.ModuleAddresses;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.SandboxException;
import org.folio.sandbox.install.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything and keeps it running. */
@Command(
    name = "up",
    description =
        "Starts Kafka, PostgreSQL, a stand-in for Okapi, the adapters and the console, and runs until Ctrl-C. Data stay in .sandbox/up.")
final class UpCommand implements Callable<Integer> {

  private static final int MOST_INSTANCES = 9;
  private static final String TENANT = "diku";
  private static final Duration LOOK = Duration.ofMillis(500);

  @Option(
      names = "--instances",
      defaultValue = "1",
      description =
          "Processes of each adapter, 1 to 9; Okapi hands requests to them in turn. Default: ${DEFAULT-VALUE}")
  private int instances = 0;

  @Option(
      names = "--no-console",
      description = "Leaves out the pages for a browser; ./bus console serves them, too")
  private boolean withoutConsole;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private PortOptions options = new PortOptions();

  @Override
  public Integer call() {
    if (instances < 1 || instances > MOST_INSTANCES) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--instances is %s; expected 1 to %s".formatted(instances, MOST_INSTANCES));
    }
    Workspace workspace = Workspace.lasting();
    Preparation.take(workspace, "The sandbox");
    Ports ports = options.ports();
    ports.requireFree();
    if (!withoutConsole) {
      Ports.requireFree(
          options.console(), "the console", "--console-port, or leave it out with --no-console");
    }
    Story story = new Story(System.out);
    Installation installation =
        Installation.start(
            workspace, ports, EnumSet.allOf(AdapterModule.class), instances, story::tell);
    Preparation.closeAtExit(installation, story);
    Preparation.furnish(installation, story);
    ModuleAddresses.write(
        workspace.moduleAddresses(), TENANT, installation.okapiUrl(), installation.adapters());
    Optional<URI> console =
        withoutConsole
            ? Optional.empty()
            : Optional.of(ConsoleProcess.start(workspace, options.console()));
    story.say(welcome(installation, workspace, console));
    awaitEnd(installation);
    return 0;
  }

  private static void awaitEnd(Installation installation) {
    while (!installation.closing()) {
      Await.moment(System.nanoTime() + LOOK.toNanos());
      for (AdapterProcess adapter : installation.adapters()) {
        if (!adapter.alive()) {
          // On Ctrl-C the adapters may end first.
          Await.moment(System.nanoTime() + LOOK.toNanos());
          if (installation.closing()) {
            return;
          }
          throw new SandboxException(
              "%s has ended, so the sandbox ends too.%n%s"
                  .formatted(adapter.name(), LogEnd.of(adapter.log())));
        }
      }
    }
  }

  private static String adapters(Installation installation) {
    return installation.adapters().stream()
        .map(adapter -> "  %-26s %s".formatted(adapter.name(), adapter.url()))
        .collect(Collectors.joining("\n"));
  }

  private static String welcome(
      Installation installation, Workspace workspace, Optional<URI> console) {
    URI okapi = installation.okapiUrl();
    UUID patron = UUID.randomUUID();
    String event =
        "{\"type\":\"ITEM_CHECKED_OUT\",\"payload\":{\"userId\":\"%s\",\"loanId\":\"%s\",\"dueDate\":\"%s\"}}"
            .formatted(
                patron,
                UUID.randomUUID(),
                Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
    return """

        The sandbox is up. Ctrl-C ends it; the data stay until ./bus reset.

          Okapi (stand-in)           %s   tenant diku
        %s
          Kafka                      %s
          PostgreSQL                 %s   user and password %s
          logs                       %s

        Check an item out, see it counted, and ask what the patron may not do:

          curl -s -X POST %s/circulation-events -H 'X-Okapi-Tenant: diku' -H 'Content-Type: application/json' -d '%s'
          curl -s %s/user-summary/%s -H 'X-Okapi-Tenant: diku'
          curl -s %s/automated-patron-blocks/%s -H 'X-Okapi-Tenant: diku'

        The tenth loan of a patron, each under another loanId, brings the block.

        Ask where an event is, why the patron is blocked, and whether all is well:

          ./bus trace --user %s
          ./bus patron %s
          ./bus doctor

        The same as pages for a browser, with actions:

          %s
        """
        .formatted(
            okapi,
            adapters(installation),
            installation.kafka().bootstrapServers(),
            installation.postgres().jdbcUrl(),
            installation.postgres().username(),
            workspace.logs(),
            okapi,
            event,
            okapi,
            patron,
            okapi,
            patron,
            patron,
            patron,
            console.map(URI::toString).orElse("./bus console"));
  }
}
