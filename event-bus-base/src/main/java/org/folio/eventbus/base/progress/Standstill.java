/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mover that has work and does not move.
 *
 * @param name of the mover, the beginning of a sentence
 * @param age how long it has not moved
 * @param cause the reason; null if it is not known
 */
public record Standstill(MoverKind kind, String name, Duration age, @Nullable String cause) {

  /** Describes the standstill, without a full stop. */
  public String sentence() {
    return "%s has work and has not moved for %s s%s"
        .formatted(name, age.toSeconds(), cause == null ? "" : ": " + cause);
  }
}
