/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.jspecify.annotations.Nullable;

/**
 * The source of a fact. Numbers prove an order, times only suggest one, and the two cannot be
 * compared. So the facts of each source are stored separately, and {@link #decide} combines them on
 * reading. The result is then independent of the order of arrival.
 */
public enum Source {
  /** Events that their producer has numbered. */
  NUMBERED(""),
  /** Events of FOLIO's own producers, and events pushed over HTTP. */
  UNNUMBERED("_unnumbered");

  /**
   * How much later than a numbered event an unnumbered one must have happened to win. The same fact
   * may arrive on both paths, and its unnumbered copy then has the time of its arrival: mod-pubsub
   * repeats at once and delays nothing longer.
   */
  public static final Duration LATE_COPY = Duration.ofMinutes(15);

  private final String suffix;

  Source(String suffix) {
    this.suffix = suffix;
  }

  /** The suffix of this source's tables. */
  public String suffix() {
    return suffix;
  }

  /** Objects that differ by source, created once for each. */
  public static <T> Map<Source, T> each(Function<Source, T> maker) {
    return Stream.of(values()).collect(Collectors.toUnmodifiableMap(Function.identity(), maker));
  }

  /** The source of an event. */
  public static Source of(Event event) {
    return event.sequencing() == Sequencing.BY_OFFSET ? UNNUMBERED : NUMBERED;
  }

  /** The winning value; null if neither source has one. */
  public static <T> @Nullable Stamped<T> decide(
      @Nullable Stamped<T> numbered, @Nullable Stamped<T> unnumbered) {
    if (numbered == null || unnumbered == null) {
      return numbered == null ? unnumbered : numbered;
    }
    return unnumbered.at().isAfter(numbered.at().plus(LATE_COPY)) ? unnumbered : numbered;
  }
}
