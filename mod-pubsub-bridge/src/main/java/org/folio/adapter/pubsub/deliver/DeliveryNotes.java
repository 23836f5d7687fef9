/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.deliver;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Comparator;
import java.util.List;
import org.folio.adapter.pubsub.audit.AuditEntry;
import org.folio.adapter.pubsub.audit.AuditTable;
import org.folio.eventbus.base.sql.GroupCommit;
import org.jspecify.annotations.Nullable;

/** What is read and noted for calls. Calls of a tenant at the same time share transactions. */
final class DeliveryNotes {

  // Instances that note calls of the same events at the same time lock rows in the same order.
  private static final Comparator<AuditEntry> ORDER =
      Comparator.comparing(AuditEntry::eventId)
          .thenComparing(one -> String.valueOf(one.subscriber()));

  private final Pool pool;
  private final GroupCommit<String, DeliveryStanding.Question, DeliveryStanding> standings;
  private final GroupCommit<String, List<AuditEntry>, List<AuditEntry>> entries;

  DeliveryNotes(Vertx vertx, Pool pool) {
    this.pool = pool;
    this.standings = new GroupCommit<>(vertx, pool, one -> 1, DeliveryStanding::find);
    this.entries =
        new GroupCommit<>(
            vertx,
            pool,
            List::size,
            (tx, schema, calls) ->
                AuditTable.insert(
                        tx, schema, calls.stream().flatMap(List::stream).sorted(ORDER).toList())
                    .map(calls));
  }

  Future<DeliveryStanding> standing(String schema, DeliveryStanding.Question question) {
    return standings.submit(schema, question);
  }

  Future<Void> add(String schema, List<AuditEntry> ofCall) {
    return entries.submit(schema, ofCall).mapEmpty();
  }

  Future<Void> firstCall(
      String schema, String subscriber, String eventType, @Nullable String refusal) {
    return FirstCalls.note(pool, schema, subscriber, eventType, refusal);
  }
}
