/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.folio.eventbus.console.command.LagTrend;
import org.folio.eventbus.console.command.LagTrend.Peak;

/**
 * The lag of a subscription as curves of a day. Five minutes that no instance has noted are a hole
 * in them.
 *
 * @param name the module and the subscription
 * @param highest the highest lag in words
 * @param times seconds since 1970, of all five minutes, as a JSON array
 * @param events the highest number of events of each, as a JSON array with nulls
 * @param seconds the highest age of each, as a JSON array with nulls
 */
public record Plot(String name, String highest, String times, String events, String seconds) {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);

  /** The plots for the answers to {@code lag --trend}, all over the same day. */
  public static List<Plot> of(JsonNode answers) {
    List<LagTrend> trends = LagTrend.of(answers);
    Instant end =
        trends.stream()
            .flatMap(trend -> trend.peaks().stream())
            .map(Peak::from)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    return trends.stream().map(trend -> of(trend, end)).toList();
  }

  private static Plot of(LagTrend trend, Instant end) {
    Map<Long, Peak> peaks = new HashMap<>();
    trend.peaks().forEach(peak -> peaks.put(peak.from().getEpochSecond(), peak));
    List<Long> times =
        LongStream.rangeClosed(0, DAY.dividedBy(STEP))
            .mapToObj(step -> end.minus(DAY).plus(STEP.multipliedBy(step)).getEpochSecond())
            .toList();
    Peak highest = trend.highest();
    return new Plot(
        trend.module() + " · " + trend.subscription(),
        "at most %s events and %s s".formatted(highest.events(), highest.seconds()),
        times.toString(),
        curve(times, peaks, Peak::events),
        curve(times, peaks, Peak::seconds));
  }

  private static String curve(
      List<Long> times, Map<Long, Peak> peaks, Function<Peak, Number> figure) {
    return times.stream()
        .map(peaks::get)
        .map(peak -> peak == null ? "null" : figure.apply(peak).toString())
        .collect(Collectors.joining(",", "[", "]"));
  }
}
