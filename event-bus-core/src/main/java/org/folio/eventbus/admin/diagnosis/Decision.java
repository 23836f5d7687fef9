/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.base.value.MaskedText;
import org.jspecify.annotations.Nullable;

/**
 * An operator's decision about events that a subscription had not applied.
 *
 * @param by the user's id, or unknown; the name of the bus if the bus decided on its own
 * @param cause why the event could not be applied, or why it was missing; null if it was not logged
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

  /** The kind of a decision. */
  public enum Kind {
    /** The event had arrived, and is set aside for good. */
    DISCARDED,
    /** The sequences had not arrived, and the subscription no longer waits for them. */
    SKIPPED,
    /** The parked events are to be applied after all. */
    RELEASED
  }

  /** The operator and the reason. */
  public String byAndWhy() {
    return "by %s: %s".formatted(MaskedText.ofUser(by), why);
  }
}
