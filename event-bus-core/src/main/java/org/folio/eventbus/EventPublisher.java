/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Publishes events in a transaction of the publishing module.
 *
 * <p>The events exist if and only if the transaction commits. After the commit each event reaches
 * Kafka at least once, in the order of the numbers of its key, even if this process ends at once or
 * all brokers are down.
 */
@FunctionalInterface
public interface EventPublisher {

  /**
   * Stores events. Other transactions that publish for the same key wait until this one ends, so
   * keep it short and publish once per transaction. Two calls with several keys each can deadlock
   * with another transaction; PostgreSQL then ends one of them with SQLSTATE 40P01.
   *
   * @param tx an open transaction on the database that holds the module's tenant schemas; the
   *     publisher neither commits nor rolls it back
   * @param tenant a tenant that has the module enabled
   * @param events in the order in which they happened; may be empty
   * @return one result per event in the same order. Fails with {@link InvalidEventException} if an
   *     event is invalid or reuses an id with other content; nothing is stored then. Fails with
   *     {@link IllegalStateException} if there is no transaction or the tenant does not have the
   *     module enabled, and with the database's exception if a statement failed. After a failure
   *     the caller must roll back the transaction. The future completes on the context of the
   *     connection
   */
  Future<List<PublishedEvent>> publish(SqlConnection tx, TenantId tenant, List<EventDraft> events);
}
