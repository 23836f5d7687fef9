/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;

/**
 * The lag of a subscription over the last day. All instances of a module tell the same.
 *
 * @param peaks the highest of each five minutes, oldest first
 */
public record LagTrend(String module, String subscription, List<Peak> peaks) {

  /** The highest lag of a time that begins so. */
  public record Peak(Instant from, long events, double seconds) {

    private static Peak of(JsonNode told) {
      return new Peak(
          Instant.parse(Text.of(told, "from")),
          told.path("lagEvents").asLong(),
          told.path("lagSeconds").asDouble());
    }

    private Peak or(Peak other) {
      return new Peak(from, Math.max(events, other.events), Math.max(seconds, other.seconds));
    }

    private Peak from(Instant begin) {
      return new Peak(begin, events, seconds);
    }
  }

  /** The trends in the answers to {@code lag --trend}; those that have noted anything. */
  public static List<LagTrend> of(JsonNode answers) {
    Map<List<String>, LagTrend> trends = new LinkedHashMap<>();
    for (JsonNode module : answers.path("modules")) {
      for (JsonNode one : module.path("answer").path("subscriptions")) {
        List<Peak> peaks = new ArrayList<>();
        one.path("trend").forEach(told -> peaks.add(Peak.of(told)));
        if (!peaks.isEmpty()) {
          LagTrend trend =
              new LagTrend(Text.of(module, "module"), Text.of(one, "name"), List.copyOf(peaks));
          trends.putIfAbsent(List.of(trend.module(), trend.subscription()), trend);
        }
      }
    }
    return List.copyOf(trends.values());
  }

  /** The highest lag of the day. */
  public Peak highest() {
    return peaks.stream().reduce(peaks.get(0), Peak::or);
  }

  /** Writes the highest lag of each hour. */
  static void print(List<LagTrend> trends, Screen screen) {
    screen.gap();
    screen.heading("The highest lag of each hour of the last day");
    if (trends.isEmpty()) {
      screen.line("No module has noted a lag yet; they note it once a minute.");
      return;
    }
    screen.table(
        List.of("MODULE", "SUBSCRIPTION", "HOUR FROM", "LAG", "SECONDS"),
        trends.stream().flatMap(trend -> trend.hours().stream().map(trend::row)).toList());
  }

  private List<Peak> hours() {
    Map<Instant, Peak> hours = new TreeMap<>();
    for (Peak peak : peaks) {
      Instant hour = peak.from().truncatedTo(ChronoUnit.HOURS);
      hours.merge(hour, peak.from(hour), Peak::or);
    }
    return List.copyOf(hours.values());
  }

  private List<String> row(Peak hour) {
    return List.of(
        module,
        subscription,
        hour.from().toString(),
        Long.toString(hour.events()),
        Double.toString(hour.seconds()));
  }
}
