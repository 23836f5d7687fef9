/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.SequenceRange;

/**
 * What operators do about parked and missing events. Wrong questions fail with {@link
 * IllegalArgumentException} and a sentence. Usable from any thread.
 */
public interface ParkedActions {

  /** The most parked keys that {@link #keys} lists. */
  int MOST_PARKED_KEYS = 1_000;

  /** The most causes that {@link #causes} lists. */
  int MOST_CAUSES = 1_000;

  /** What one answer shows of one key. */
  int MOST_OF_KEY = 1_000;

  /** What one call releases at most: it ends before the caller gives up waiting for it. */
  int MOST_KEYS = 100;

  /** The tenant's parked keys, oldest first, at most {@link #MOST_PARKED_KEYS}. */
  Future<List<ParkedKey>> keys(TenantId tenant);

  /** Why keys of the tenant stand still, most keys first. */
  Future<List<ParkedCause>> causes(TenantId tenant);

  /** The parked events of a key, in order, {@value #MOST_OF_KEY} at most. */
  Future<List<ParkedEvent>> events(TenantId tenant, String subscription, ParkedKeyChoice choice);

  /** Applies the parked events of a key in order, or lets the relay send them again. */
  Future<Release> release(
      TenantId tenant,
      String subscription,
      ParkedKeyChoice choice,
      Justification why,
      boolean dryRun);

  /**
   * Releases the keys that one cause parked, {@value #MOST_KEYS} at most in one call.
   *
   * @param cause as {@link #causes} tells it
   * @param after where the call before ended, as its result says; 0 to begin
   */
  Future<Release> releaseCause(
      TenantId tenant,
      String subscription,
      String cause,
      long after,
      Justification why,
      boolean dryRun);

  /** Mends the payload of a parked event and releases its key. */
  Future<Release> retry(
      TenantId tenant,
      String subscription,
      UUID eventId,
      String payload,
      Justification why,
      boolean dryRun);

  /** Sets the first parked event of a key aside for good. */
  Future<ActionResult> discard(
      TenantId tenant, String subscription, ParkedPlace parked, Justification why, boolean dryRun);

  /** Gives missing sequences up. */
  Future<ActionResult> skip(
      TenantId tenant,
      String subscription,
      StreamKey key,
      SequenceRange range,
      Justification why,
      boolean dryRun);
}
