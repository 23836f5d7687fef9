/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an event.
 *
 * @param error why it was rejected, without the values of the event
 * @param subscriber the subscriber without its version; null for what the publication did
 * @param mode who delivers the event; null for all states but PUBLISHED
 */
public record AuditEntry(
    UUID eventId,
    String eventType,
    @Nullable String correlationId,
    @Nullable String createdBy,
    String publishedBy,
    AuditState state,
    @Nullable String error,
    @Nullable String subscriber,
    @Nullable String mode) {

  // Enough for a sentence; an index holds the text.
  private static final int LONGEST = 300;

  /** Cuts a long reason. */
  public AuditEntry {
    if (error != null && error.length() > LONGEST) {
      error = error.substring(0, LONGEST);
    }
  }
}
