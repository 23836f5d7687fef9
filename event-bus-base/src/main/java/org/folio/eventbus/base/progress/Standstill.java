/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mover that has work and does not move.
 *
 * @param name of the mover, as a sentence begins with it
 * @param age for how long it has not moved
 * @param cause why, as far as it is known; null if it is not
 */
public record Standstill(MoverKind kind, String name, Duration age, @Nullable String cause) {

  /** The same as a sentence, without a full stop. */
  public String sentence() {
    return "%s has work and has not moved for %s s%s"
        .formatted(name, age.toSeconds(), cause == null ? "" : ": " + cause);
  }
}
