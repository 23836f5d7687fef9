/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;
import org.folio.eventbus.console.trace.StorageDifference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares with storage. */
@Command(
    name = "reconcile",
    description =
        "Compares patrons' summaries with loan storage and accounts, explains differences, and with --yes repairs them.")
public final class ReconcileCommand extends ConsoleCommand {

  private static final String OWN = "/automated-patron-blocks/synchronization";
  private static final String FORWARD = "/forwarded-patron-blocks/synchronization";

  // How the name of an adapter ends that delivers to a deployed module.
  private static final String FORWARDING = "-forward";

  private static final String JOB = "/job";
  private static final String START = "/start";
  private static final int NOT_FOUND = 404;
  private static final Set<String> ENDED = Set.of("done", "failed");
  private static final Duration LOOK = Duration.ofMillis(500);

  // Okapi's timer starts within a minute; for one patron the rest takes no time.
  private static final String DEFAULT_WAIT = "120";

  // As many as a person reads.
  private static final String MOST_DIFFERENCES = "100";

  @Option(names = "--user", paramLabel = "ID", description = "One patron. Default: all")
  private @Nullable String user;

  @Option(names = "--yes", description = "Repairs; without it, only shows the differences")
  private boolean yes;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = DEFAULT_WAIT,
      description = "How long to wait until it ends. Default: ${DEFAULT-VALUE}")
  private int wait;

  @Option(
      names = "--module",
      paramLabel = "MODULE",
      defaultValue = "mod-patron-blocks-adapter",
      description = "Which module does it. Default: ${DEFAULT-VALUE}")
  private String name = "";

  @Option(
      names = "--through",
      paramLabel = "URL",
      description =
          "Okapi through which a module that is asked directly asks storage, with the token of --token-file or OKAPI_TOKEN. Default: that of a running sandbox. With --okapi, Okapi's timer has the module begin")
  private @Nullable URI through;

  @Override
  Report report(Modules modules) {
    EventBusModule module = modules.called(name);
    Optional<URI> okapi = Optional.ofNullable(through).or(() -> modules.client().through());
    if (!module.throughOkapi() && okapi.isEmpty()) {
      throw ConsoleException.usage(
          "%s asks storage through Okapi. It is asked directly, so name that Okapi with --through; or give --okapi, whose timer has it begin"
              .formatted(module.name()));
    }
    ObjectNode body = ActionCommand.object().put("scope", user == null ? "full" : "user");
    if (user != null) {
      body.put("userId", user);
    }
    body.put("dryRun", !yes);
    String base = forwardsThroughOkapi(module) ? FORWARD : OWN;
    ModuleAnswer made = modules.act(module, base + JOB, Map.of(), body);
    if (made.status() == NOT_FOUND && !module.throughOkapi()) {
      base = FORWARD;
      made = modules.act(module, base + JOB, Map.of(), body);
    }
    if (!made.good()) {
      throw new ConsoleException(
          made.status() == 422 ? ExitCode.USAGE : ExitCode.INCOMPLETE,
          module.name() + ": " + made.failure());
    }
    if (!module.throughOkapi()) {
      begin(modules, module, base + START, okapi.orElseThrow());
    }
    String path = base + JOB + "/" + Text.of(made.body(), "id");
    return report(modules, module, path, ended(modules, module, path));
  }

  // Okapi takes routes of mode own to mod-patron-blocks, which deletes summaries before it
  // compares.
  private static boolean forwardsThroughOkapi(EventBusModule module) {
    return module.throughOkapi() && module.name().endsWith(FORWARDING);
  }

  // As Okapi's timer does each minute.
  private static void begin(Modules modules, EventBusModule module, String path, URI okapi) {
    ModuleAnswer begun = modules.client().begin(module, path, okapi).join();
    if (!begun.good()) {
      throw ConsoleException.unreachable(module.name() + ": " + begun.failure());
    }
  }

  private ModuleAnswer ended(Modules modules, EventBusModule module, String path) {
    long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    ModuleAnswer job = modules.ask(module, path, Map.of());
    while (job.good() && !stands(job.body()) && System.nanoTime() < end) {
      if (!Pause.of(LOOK)) {
        return job;
      }
      job = modules.ask(module, path, Map.of());
    }
    return job;
  }

  // After an error a job continues at the next start, a minute later; the user should see the error
  // now.
  private static boolean stands(JsonNode job) {
    return ENDED.contains(Text.of(job, "status")) || !job.path("errors").isEmpty();
  }

  private Report report(Modules modules, EventBusModule module, String path, ModuleAnswer job) {
    if (!job.good()) {
      throw ConsoleException.unreachable(module.name() + ": " + job.failure());
    }
    ModuleAnswer differences =
        modules.ask(module, path + "/differences", Map.of("limit", MOST_DIFFERENCES));
    ObjectNode json = ActionCommand.object().put("module", module.name());
    json.set("job", job.body());
    json.set("differences", differences.body().path("differences"));
    long found = job.body().path("numberOfDifferences").asLong();
    long repaired = job.body().path("numberOfRepairs").asLong();
    return new Report(
        json,
        screen -> print(screen, module, job.body(), differences),
        ExitCode.of(
            stands(job.body()) && differences.good(),
            !job.body().path("errors").isEmpty() || found > repaired));
  }

  private void print(Screen screen, EventBusModule module, JsonNode job, ModuleAnswer differences) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : differences.body().path("differences")) {
      rows.add(
          List.of(
              output().reveal() ? Text.of(one, "userId") : Text.masked(Text.of(one, "userId")),
              Text.of(one, "kind"),
              Text.of(one, "cause"),
              Text.of(one, "recordId"),
              one.has("repairedAt") ? Text.time(one, "repairedAt") : "no"));
    }
    if (!rows.isEmpty()) {
      screen.table(List.of("PATRON", "KIND", "CAUSE", "LOAN OR FEE", "REPAIRED"), rows);
      screen.gap();
    }
    String status = Text.of(job, "status");
    screen.line(
        ENDED.contains(status) ? Colour.PLAIN : Colour.WAITS,
        "%s: job %s is %s; %s loans and %s fees compared, %s differences, %s repaired."
            .formatted(
                module.name(),
                Text.of(job, "id"),
                status,
                number(job, "numberOfProcessedLoans"),
                number(job, "numberOfProcessedFeesFines"),
                number(job, "numberOfDifferences"),
                number(job, "numberOfRepairs")));
    Text.sentences(job.path("errors")).forEach(one -> screen.sentence(Colour.BAD, 2, one));
    if (!differences.good()) {
      screen.sentence(Colour.BAD, 0, differences.failure());
    }
    if (!yes && job.path("numberOfDifferences").asLong() > 0) {
      screen.line(Colour.WAITS, "Nothing was repaired.");
      screen.option("Add --yes to do it.");
    }
    long late = late(differences);
    if (late > 0) {
      screen.sentence(
          Colour.WAITS,
          0,
          "%s %s LATE: storage has just changed, and the event may be on its way. Such a difference is not repaired; try again in a minute."
              .formatted(Text.count(late, "difference"), late == 1 ? "is" : "are"));
    }
    if (!ENDED.contains(status)) {
      screen.line(Colour.WAITS, "It goes on without this command.");
    }
  }

  private static long late(ModuleAnswer differences) {
    return StreamSupport.stream(differences.body().path("differences").spliterator(), false)
        .filter(one -> Text.of(one, "cause").equals(StorageDifference.LATE))
        .count();
  }

  private static String number(JsonNode job, String member) {
    return Long.toString(job.path(member).asLong());
  }
}
