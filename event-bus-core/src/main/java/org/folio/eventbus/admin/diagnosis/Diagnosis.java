/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where an event is, as far as this module is involved. Safe for use by several threads.
 */
public interface Diagnosis {

  /** Receipts in one answer; a key that was delivered many times has thousands. */
  int MOST_RECEIPTS = 1_000;

  /**
   * The history of an event.
   *
   * @param place the position according to its producer; null if it is not known. A module that has
   *     never seen the event needs it to explain why. Its key may be masked; fails with {@link
   *     IllegalArgumentException} if the masked form fits several
   */
  Future<EventLife> event(TenantId tenant, UUID id, @Nullable EventPlace place);

  /** Events that match a question, newest first, with everything known about each. */
  Future<SearchResult> search(TenantId tenant, EventQuestion question);

  /**
   * The history of a range of a key.
   *
   * @param key in clear, or in the masked form that was shown. Fails with {@link
   *     IllegalArgumentException} if the masked form fits several
   * @param from the first sequence, from 1
   * @param sequences how many, at least 1
   */
  Future<KeyLife> key(TenantId tenant, StreamKey key, long from, int sequences);

  /**
   * The parked and missing events of the tenant that need an operator, per subscription.
   *
   * @return empty if the database does not answer; a process reports its own state also in that
   *     case
   */
  Future<Map<String, SubscriptionBacklog>> backlogs(TenantId tenant);

  /**
   * Which events of an operation this module has published, and which it has not.
   *
   * @return empty if the module has published none of them, or publishes nothing
   */
  Future<Optional<OperationGroup>> group(TenantId tenant, UUID operation);
}
