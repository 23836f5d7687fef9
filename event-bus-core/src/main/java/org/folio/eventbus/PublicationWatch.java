/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sees what a module publishes, within the publishing transaction and under the locks of the keys.
 * It sees two publications of a key one after the other, and its writes commit with the events.
 * Safe for use by several threads.
 */
@FunctionalInterface
public interface PublicationWatch {

  /**
   * Sees events before they are stored.
   *
   * @param tx the publishing transaction; the watch neither commits nor rolls it back
   * @param schema the tenant's schema, safe between double quotes in a statement
   * @param events the events whose ids no earlier publication has stored; each has an id and its
   *     completed payload, and satisfies its schema
   * @return maps the id of an event in {@code events} to an earlier event that tells the same fact;
   *     such an event is not stored, and its publisher receives the earlier event as a repetition.
   *     A failure fails the publication
   */
  Future<Map<UUID, PublishedEvent>> publishing(
      SqlConnection tx, String schema, List<EventDraft> events);
}
