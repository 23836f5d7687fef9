/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sees what a module publishes, within the publishing transaction and under the locks of the keys:
 * two publications of a key are seen one after the other, and what the watch writes commits with
 * the events. Usable from any thread.
 */
@FunctionalInterface
public interface PublicationWatch {

  /**
   * Sees events that are about to be stored.
   *
   * @param tx the publishing transaction; the watch neither commits nor rolls it back
   * @param schema the tenant's schema, safe between double quotes in a statement
   * @param events those that no earlier publication has stored under the same id; each has an id
   *     and its completed payload, and satisfies its schema
   * @return for each event that tells a fact which another event has told already, that other event
   *     by the id of the one in {@code events}; such an event is not stored, and its publisher is
   *     told of the other one as of a repetition. A failure fails the publication
   */
  Future<Map<UUID, PublishedEvent>> publishing(
      SqlConnection tx, String schema, List<EventDraft> events);
}
