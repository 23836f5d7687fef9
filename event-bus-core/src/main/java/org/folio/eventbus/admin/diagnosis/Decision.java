/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.base.value.MaskedText;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has decided about events that a subscription had not applied.
 *
 * @param by the user's id, or unknown; what went on by itself names the bus
 * @param cause what had been wrong with the event, or why it was missing; null if that is not noted
 * @param eventId the event that was discarded; null if the decision is about sequences
 */
public record Decision(
    String subscription,
    SequenceRange range,
    Kind kind,
    String by,
    String why,
    Instant at,
    @Nullable String cause,
    @Nullable UUID eventId) {

  /** What was decided. */
  public enum Kind {
    /** The event had come, and is set aside for good. */
    DISCARDED,
    /** The sequences had not come, and are not waited for any more. */
    SKIPPED,
    /** The parked events were to be applied after all. */
    RELEASED
  }

  /** Who, and why. */
  public String byAndWhy() {
    return "by %s: %s".formatted(MaskedText.ofUser(by), why);
  }
}
