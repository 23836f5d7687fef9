/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A pushed event: without an id, a number or a time of its own.
 *
 * @param identity derived from type and content; the same content is the same event
 * @param userId null for a deleted account
 * @param feeFineId null for a loan
 * @param payload the used part of the body, in canonical form
 */
record PushedEvent(
    UUID identity,
    PushedEventType type,
    @Nullable UUID userId,
    @Nullable UUID feeFineId,
    String payload) {

  private static final String STREAM = "pushed";

  /**
   * The event in the form for the subscriptions' handlers.
   *
   * @param position its position in the inbox, from 1
   * @param receivedAt its time of arrival: the only known time
   */
  Event event(TenantId tenant, long position, Instant receivedAt) {
    return new Event(
        identity,
        type.name(),
        tenant,
        STREAM,
        Objects.toString(feeFineId == null ? userId : feeFineId),
        position,
        receivedAt,
        payload,
        Correlation.NONE,
        null,
        Sequencing.BY_OFFSET);
  }
}
