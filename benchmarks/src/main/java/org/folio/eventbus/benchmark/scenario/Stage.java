/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.contender.Assignment;
import org.folio.eventbus.benchmark.load.Model;
import org.folio.eventbus.benchmark.load.ModelCheck;
import org.folio.eventbus.benchmark.measure.Measurement;
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.jspecify.annotations.Nullable;

/** The environment of scenarios: servers, sizes, measurements and errors. */
public final class Stage {

  private final Servers servers;
  private final Sizes sizes;
  private final PrintStream out;
  private final @Nullable Path profiles;
  private final long begin = System.nanoTime();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int groups;

  /**
   * Creates a stage.
   *
   * @param profiles folder for recordings of the event bus, or null to record nothing
   */
  public Stage(Servers servers, Sizes sizes, PrintStream out, @Nullable Path profiles) {
    this.servers = servers;
    this.sizes = sizes;
    this.out = out;
    this.profiles = profiles;
  }

  /** The broker and the database. */
  public Servers servers() {
    return servers;
  }

  /** The sizes of loads. */
  public Sizes sizes() {
    return sizes;
  }

  /** The folder for recordings, or null. */
  public @Nullable Path profiles() {
    return profiles;
  }

  /** Prints a line of progress. */
  public void say(String format, Object... values) {
    out.printf(
        Locale.ROOT,
        "%7.1f s  %s%n",
        (System.nanoTime() - begin) / 1e9,
        String.format(Locale.ROOT, format, values));
  }

  /** Stores a measurement. */
  public void measured(Measurement measurement) {
    measurements.add(measurement);
  }

  /** Stores a measurement. */
  public void measured(String scenario, String contender, Metric metric, int round, double value) {
    measured(new Measurement(scenario, contender, metric, round, value));
  }

  /** The measurements so far. */
  public List<Measurement> measurements() {
    return List.copyOf(measurements);
  }

  /** Descriptions of incorrect results; empty if all are correct. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Stores and prints a description of an incorrect result. */
  public void wrong(String what) {
    wrong.add(what);
    say("WRONG: %s", what);
  }

  /** A new name for a group or subscription. */
  public String newGroup() {
    groups++;
    return "bench-" + groups;
  }

  /** Compares a contender's tables with the model. */
  public void check(String who, DatabaseCoordinates database, TenantId tenant, Model model) {
    String schema = new ModuleSchema(Assignment.MODULE).of(tenant);
    try (Connection connection = Servers.connect(database)) {
      Optional<String> difference = ModelCheck.difference(connection, schema, model);
      difference.ifPresent(text -> wrong(who + ": " + text));
    } catch (SQLException e) {
      throw new IllegalStateException("The tables of " + who + " cannot be read", e);
    }
  }
}
