/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/** Where an event is, as far as this module has a part in it. Usable from any thread. */
public interface Diagnosis {

  /** Receipts of one answer; a key that came again and again has thousands. */
  int MOST_RECEIPTS = 1_000;

  /**
   * The life of an event.
   *
   * @param place where its producer says that it stands; null if that is not known. A module that
   *     has never seen the event can only then tell why. Its key may be masked; fails with {@link
   *     IllegalArgumentException} if the masked form fits several
   */
  Future<EventLife> event(TenantId tenant, UUID id, @Nullable EventPlace place);

  /** Events that a question fits, newest first, with all that is known of each. */
  Future<SearchResult> search(TenantId tenant, EventQuestion question);

  /**
   * The life of a stretch of a key.
   *
   * @param key as it is, or as it was shown masked. Fails with {@link IllegalArgumentException} if
   *     the masked form fits several
   * @param from the first sequence, from 1
   * @param sequences how many, at least 1
   */
  Future<KeyLife> key(TenantId tenant, StreamKey key, long from, int sequences);

  /**
   * What of the tenant waits at each subscription and needs somebody.
   *
   * @return empty if the database cannot tell: a process tells what it is doing also then
   */
  Future<Map<String, SubscriptionBacklog>> backlogs(TenantId tenant);

  /**
   * Which events of an operation were published here, and which were not.
   *
   * @return empty if the module has published none of them, or publishes nothing
   */
  Future<Optional<OperationGroup>> group(TenantId tenant, UUID operation);
}
