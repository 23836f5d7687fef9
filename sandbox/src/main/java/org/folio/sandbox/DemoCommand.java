/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.folio.sandbox.demo.Demonstration;
import org.folio.sandbox.demo.Story;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.SandboxException;
import org.folio.sandbox.install.Workspace;
import org.folio.sandbox.library.LibraryMonth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Demonstrates the guarantees of the bus on a separate installation. */
@Command(
    name = "demo",
    description =
        "Plays eight scenarios on a fresh installation and ends with a table of claims and results. Exit code 0 if every claim held.")
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--patrons",
      defaultValue = "500",
      description = "Patrons of the library month. Default: ${DEFAULT-VALUE}")
  private int patrons;

  @Option(
      names = "--events",
      defaultValue = "20000",
      description = "Events of the library month. Default: ${DEFAULT-VALUE}")
  private int events;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Seed of the random numbers. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--scenario",
      paramLabel = "N",
      split = ",",
      description = "Play only these scenarios, 1 to 8. Default: all")
  private List<Integer> scenarios = new ArrayList<>();

  @Override
  public Integer call() {
    long start = System.nanoTime();
    LibraryMonth month = month();
    Workspace workspace = Workspace.ofDemo();
    Preparation.take(workspace, "A demonstration");
    workspace.clear();
    workspace.processes().note();
    Story story = new Story(System.out);
    story.chapter("A fresh installation");
    boolean held;
    try (Installation installation =
        Installation.start(
            workspace,
            Ports.free(),
            AdapterModule.OF_PATRON_BLOCKS,
            1,
            Demonstration.VARIABLES,
            story::tell)) {
      Preparation.closeAtExit(installation, story);
      Preparation.furnish(installation, story);
      held = new Demonstration(story, month).play(installation, new HashSet<>(scenarios));
    }
    story.end(
        String.format(
            Locale.ROOT,
            "%s The demonstration took %.0f s; its logs are in %s.",
            held ? "Every claim held." : "NOT every claim held.",
            (System.nanoTime() - start) / 1e9,
            workspace.project().relativize(workspace.logs())));
    return held ? 0 : 1;
  }

  private LibraryMonth month() {
    for (int number : scenarios) {
      if (number < 1 || number > Demonstration.scenarios()) {
        throw new SandboxException(
            "There is no scenario %s; they are numbered from 1 to %s."
                .formatted(number, Demonstration.scenarios()));
      }
    }
    try {
      return new LibraryMonth(patrons, events, seed);
    } catch (IllegalArgumentException e) {
      throw new SandboxException(e.getMessage() + "; see --patrons and --events.", e);
    }
  }
}
