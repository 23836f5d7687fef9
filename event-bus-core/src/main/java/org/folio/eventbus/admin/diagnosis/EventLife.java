/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that this module knows about an event.
 *
 * @param tenant whether the module works for the tenant
 * @param place its position in the order of its key; null if it is not known
 * @param type its type; null if it is not known
 * @param published whether the module publishes events of this stream, or any events if the stream
 *     is not known
 * @param publication its knowledge as publisher; empty if it never committed the event, or the
 *     journal no longer holds it
 * @param handlings its knowledge as subscriber: one entry for each subscription that reads the
 *     stream of the event, or for all subscriptions if the stream is not known
 * @param keptDays number of days for which journal and receipts are kept; nothing is known about
 *     older events
 * @param explanation the evidence for the publisher's verdict, or why the module cannot tell and
 *     what to do; null if the handlings say everything
 */
public record EventLife(
    UUID eventId,
    TenantStanding tenant,
    @Nullable EventPlace place,
    @Nullable String type,
    boolean published,
    Optional<StoredPublication> publication,
    List<Handling> handlings,
    int keptDays,
    @Nullable String explanation) {

  /** The verdict of this module as publisher; empty if it is not the publisher. */
  public Optional<Verdict> publicationVerdict() {
    return publication
        .map(StoredPublication::verdict)
        .or(() -> published ? Optional.of(Verdict.NEVER_PUBLISHED) : Optional.empty());
  }
}
