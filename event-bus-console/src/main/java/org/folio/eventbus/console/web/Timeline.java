/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Text;

/**
 * The way of an event as a drawing 1,000 units wide: a lane for each module, a point for each
 * moment.
 *
 * @param height of the drawing
 * @param span how long it took
 */
public record Timeline(List<Lane> lanes, List<Moment> moments, int height, String span) {

  private static final int WIDTH = 1_000;
  private static final int LANE = 56;
  // Half a point on each side, so that none is cut.
  private static final int MARGIN = 10;

  /** A module. */
  public record Lane(String name, int y) {}

  /**
   * A point.
   *
   * @param tone its class
   */
  public record Moment(int x, int y, String tone, String what, String at) {}

  /** Draws the history of an event. */
  public static Timeline of(JsonNode history) {
    List<String> modules = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    history.forEach(
        one -> {
          if (!modules.contains(Text.of(one, "module"))) {
            modules.add(Text.of(one, "module"));
          }
          times.add(Instant.parse(Text.of(one, "at")));
        });
    if (times.isEmpty()) {
      return new Timeline(List.of(), List.of(), 0, "");
    }
    Instant first = times.get(0);
    Duration all = Duration.between(first, times.get(times.size() - 1));
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      JsonNode one = history.get(i);
      moments.add(
          new Moment(
              x(Duration.between(first, times.get(i)), all),
              y(modules.indexOf(Text.of(one, "module"))),
              Tone.of(Colour.of(Text.of(one, "what"))),
              Text.of(one, "what"),
              Text.time(times.get(i))));
    }
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      lanes.add(new Lane(modules.get(i), y(i)));
    }
    return new Timeline(
        lanes,
        moments,
        modules.size() * LANE,
        "From the first moment to the last: "
            + (all.toMillis() < 10_000 ? all.toMillis() + " ms" : all.toSeconds() + " s"));
  }

  private static int x(Duration after, Duration all) {
    return all.isZero()
        ? MARGIN
        : (int) (MARGIN + (WIDTH - 2 * MARGIN) * ((double) after.toNanos() / all.toNanos()));
  }

  private static int y(int lane) {
    return lane * LANE + LANE - 2 * MARGIN;
  }
}
