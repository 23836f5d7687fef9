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
 * Where a fact comes from. Numbers prove an order, times only suggest one, and the two cannot be
 * compared; so what each source says is kept apart and brought together by {@link #decide} only
 * when somebody asks. The answer is then the same for every order of arrival.
 */
public enum Source {
  /** Events that their producer has numbered. */
  NUMBERED(""),
  /** Events of FOLIO's own producers, and events that were pushed over HTTP. */
  UNNUMBERED("_unnumbered");

  /**
   * How much later than a numbered event one without a number must have happened to count more. The
   * same fact may come on both ways, and then its copy without number bears the time of its
   * arrival: mod-pubsub repeats at once and holds nothing back for longer.
   */
  public static final Duration LATE_COPY = Duration.ofMinutes(15);

  private final String suffix;

  Source(String suffix) {
    this.suffix = suffix;
  }

  /** What the names of this source's tables end with. */
  public String suffix() {
    return suffix;
  }

  /** What differs by source, made once for each. */
  public static <T> Map<Source, T> each(Function<Source, T> maker) {
    return Stream.of(values()).collect(Collectors.toUnmodifiableMap(Function.identity(), maker));
  }

  /** The source of an event. */
  public static Source of(Event event) {
    return event.sequencing() == Sequencing.BY_OFFSET ? UNNUMBERED : NUMBERED;
  }

  /** The value that counts; null if neither source has said anything. */
  public static <T> @Nullable Stamped<T> decide(
      @Nullable Stamped<T> numbered, @Nullable Stamped<T> unnumbered) {
    if (numbered == null || unnumbered == null) {
      return numbered == null ? unnumbered : numbered;
    }
    return unnumbered.at().isAfter(numbered.at().plus(LATE_COPY)) ? unnumbered : numbered;
  }
}
