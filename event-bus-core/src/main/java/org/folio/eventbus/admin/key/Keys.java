/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.SortedSet;
import org.folio.eventbus.StreamKey;

/**
 * The progress of keys in subscriptions, and work while a key is locked. A module's own statements
 * can join the views {@code event_key_progress}, {@code event_key_parked}, {@code
 * event_key_missing}, {@code event_topic_missing} and {@code event_published} of the tenant's
 * schema. Safe for use by several threads.
 */
public interface Keys {

  /**
   * Locks keys until a transaction ends: no event of them is applied meanwhile.
   *
   * @param schema the tenant's schema
   * @param keys a key without a cursor gets one, at sequence 0
   * @return for each key, the highest sequence that was applied or skipped
   */
  Future<Map<StreamKey, Long>> lock(
      SqlConnection tx, String schema, String subscription, SortedSet<StreamKey> keys);

  /**
   * A subscription's knowledge of a key, as the given connection sees it. Takes no lock.
   *
   * @param schema the tenant's schema
   */
  Future<KeyEvidence> evidence(
      SqlConnection connection, String schema, String subscription, StreamKey key);
}
