/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Publishes events as part of a transaction of the publishing module.
 *
 * <p>The events exist if and only if the transaction commits. From then on each reaches Kafka at
 * least once, those of one key in the order of their numbers, even if this process ends at once or
 * every broker is down.
 */
@FunctionalInterface
public interface EventPublisher {

  /**
   * Stores events. Other transactions that publish for the same key wait until this one ends; keep
   * it short, and publish once per transaction: two calls with several keys each can deadlock with
   * another transaction, which PostgreSQL then ends with SQLSTATE 40P01.
   *
   * @param tx an open transaction on the database that holds the module's tenant schemas; the
   *     publisher neither commits nor rolls it back
   * @param tenant a tenant that has the module enabled
   * @param events in the order in which they happened; may be empty
   * @return one result per event in the same order. Fails with {@link InvalidEventException} if any
   *     event is invalid or reuses the id of an event with other content, and then nothing was
   *     stored; with {@link IllegalStateException} if there is no transaction, or the tenant does
   *     not have the module enabled; with the database's exception if a statement failed. Then the
   *     transaction must be rolled back. The future completes on the context of the connection
   */
  Future<List<PublishedEvent>> publish(SqlConnection tx, TenantId tenant, List<EventDraft> events);
}
