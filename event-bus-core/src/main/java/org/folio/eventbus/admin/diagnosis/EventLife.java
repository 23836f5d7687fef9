/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that this module knows of an event.
 *
 * @param tenant whether the module works for the tenant
 * @param place where it stands in the order of its key; null if nobody has told
 * @param type its type; null if it is not known
 * @param published whether the module publishes events of this kind, or of any if its stream is not
 *     known
 * @param publication what it knows as publisher; empty if it has never committed the event, or so
 *     long ago that the journal does not have it any more
 * @param handlings what it knows as subscriber, one for each subscription that reads the stream of
 *     the event, or for all if the stream is not known
 * @param keptDays journal and receipts of so many days are kept; what is older nobody remembers
 * @param explanation what the verdict of the publishing module rests on, or why the module cannot
 *     tell, and what to do; null if the handlings say it all
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

  /** The verdict of this module as publisher; empty if it is none. */
  public Optional<Verdict> publicationVerdict() {
    return publication
        .map(StoredPublication::verdict)
        .or(() -> published ? Optional.of(Verdict.NEVER_PUBLISHED) : Optional.empty());
  }
}
