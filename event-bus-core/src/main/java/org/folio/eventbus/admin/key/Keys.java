/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.SortedSet;
import org.folio.eventbus.StreamKey;

/**
 * How far subscriptions have come with keys, and work while a key stands still. What a module's own
 * statements join with is in the views {@code event_key_progress}, {@code event_key_parked}, {@code
 * event_key_missing}, {@code event_topic_missing} and {@code event_published} of the tenant's
 * schema. Usable from any thread.
 */
public interface Keys {

  /**
   * Keeps keys still until a transaction ends: no event of them is applied meanwhile.
   *
   * @param schema that of the tenant
   * @param keys a key without progress gets some, at sequence 0
   * @return for each key, the highest sequence that was applied or skipped
   */
  Future<Map<StreamKey, Long>> lock(
      SqlConnection tx, String schema, String subscription, SortedSet<StreamKey> keys);

  /**
   * What a subscription knows of a key, as the given connection sees it. Locks nothing.
   *
   * @param schema that of the tenant
   */
  Future<KeyEvidence> evidence(
      SqlConnection connection, String schema, String subscription, StreamKey key);
}
