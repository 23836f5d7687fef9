/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's knowledge of a key.
 *
 * @param applied the highest sequence that was applied or skipped; 0 before the first
 * @param parked its parked events in order, {@value #MOST_EVENTS} at most
 * @param missing the sequences that have not arrived
 * @param givenUp the sequences that operators gave up, latest first, {@value #MOST_EVENTS} at most
 * @param disabledSince when the tenant disabled the module; null if the module is enabled
 */
public record KeyEvidence(
    long applied,
    List<Parked> parked,
    List<SequenceRange> missing,
    List<GivenUp> givenUp,
    @Nullable Instant disabledSince) {

  /** Beyond this number, the later parked events and the earlier given-up ones are left out. */
  public static final int MOST_EVENTS = 1_000;

  /** Copies the lists. */
  public KeyEvidence {
    parked = List.copyOf(parked);
    missing = List.copyOf(missing);
    givenUp = List.copyOf(givenUp);
  }

  /**
   * A parked event.
   *
   * @param sequence null for a record that cannot be read
   * @param age time since it was parked
   * @param payload as it was delivered; null if it had none
   */
  public record Parked(
      @Nullable Long sequence, ParkedState state, Duration age, @Nullable Buffer payload) {}

  /**
   * Sequences that an operator has given up.
   *
   * @param arrived whether the event had arrived and was discarded
   * @param payload the payload of the discarded event; null if it is no longer kept, or no event
   *     had arrived
   */
  public record GivenUp(
      SequenceRange range, boolean arrived, Instant at, @Nullable Buffer payload) {}
}
