/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.folio.eventbus.admin.parked.ParkedState;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription knows of a key.
 *
 * @param applied the highest sequence that was applied or skipped; 0 before the first
 * @param parked its parked events in order, {@value #MOST_PARKED} at most
 * @param missing the sequences that have not arrived
 */
public record KeyEvidence(long applied, List<Parked> parked, List<SequenceRange> missing) {

  /** Of a key with more parked events than these, the later ones are not told. */
  public static final int MOST_PARKED = 1_000;

  /** Copies the lists. */
  public KeyEvidence {
    parked = List.copyOf(parked);
    missing = List.copyOf(missing);
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
}
