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
 * Operators' actions on parked and missing events. Invalid arguments fail with {@link
 * IllegalArgumentException} and an explanation. Safe for use by several threads.
 */
public interface ParkedActions {

  /** The maximum number of keys that {@link #keys} returns. */
  int MOST_PARKED_KEYS = 1_000;

  /** The maximum number of causes that {@link #causes} returns. */
  int MOST_CAUSES = 1_000;

  /** The maximum number of events of one key in one answer. */
  int MOST_OF_KEY = 1_000;

  /** The maximum number of keys that one call releases: it ends before its caller times out. */
  int MOST_KEYS = 100;

  /** The tenant's parked keys, oldest first, at most {@link #MOST_PARKED_KEYS}. */
  Future<List<ParkedKey>> keys(TenantId tenant);

  /** The causes of the tenant's parked keys, most keys first. */
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
   * Releases the keys parked for one cause, {@value #MOST_KEYS} at most in one call.
   *
   * @param cause as {@link #causes} returns it
   * @param after the {@code next} of the previous call; 0 to begin
   * @param upTo the {@code last} of a dry run, so that keys which were parked since are not
   *     released; {@link Long#MAX_VALUE} for all
   */
  Future<Release> releaseCause(
      TenantId tenant,
      String subscription,
      String cause,
      long after,
      long upTo,
      Justification why,
      boolean dryRun);

  /** Edits the payload of a parked event and releases its key. */
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

  /** Gives up missing sequences. */
  Future<ActionResult> skip(
      TenantId tenant,
      String subscription,
      StreamKey key,
      SequenceRange range,
      Justification why,
      boolean dryRun);
}
