/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import java.time.Instant;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription knows of a key.
 *
 * @param applied the highest sequence that was applied or skipped; 0 before the first
 * @param parked its parked events in order, {@value #MOST_EVENTS} at most
 * @param missing the sequences that have not arrived
 * @param givenUp what operators have given up of it, the latest first, {@value #MOST_EVENTS} at
 *     most
 * @param disabledSince when the tenant has disabled the module; null if it has it enabled
 */
public record KeyEvidence(
    long applied,
    List<Parked> parked,
    List<SequenceRange> missing,
    List<GivenUp> givenUp,
    @Nullable Instant disabledSince) {

  /** Of more parked events than these the later ones are not told, of more given up the earlier. */
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
   * @param age since it was parked
   * @param payload as it came; null if it had none
   */
  public record Parked(
      @Nullable Long sequence, ParkedState state, Duration age, @Nullable Buffer payload) {}

  /**
   * Sequences that an operator has given up.
   *
   * @param arrived whether it is an event that had come and was discarded
   * @param payload the discarded one; null if it is not kept any more, or nothing had come
   */
  public record GivenUp(
      SequenceRange range, boolean arrived, Instant at, @Nullable Buffer payload) {}
}
