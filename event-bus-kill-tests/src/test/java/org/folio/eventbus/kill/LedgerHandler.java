/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TransactionalHandler;

/** Appends every effect to a table without constraints. Waits where a test has locked a gate. */
final class LedgerHandler implements TransactionalHandler {

  private static final String PASS_GATES =
      """
      SELECT key FROM "%s".gate WHERE key = ANY ($1) ORDER BY key FOR KEY SHARE
      """;

  private static final String APPEND =
      """
      INSERT INTO "%s".ledger (event_id, key, sequence)
      SELECT event_id, key, sequence
        FROM unnest($1::uuid[], $2::text[], $3::bigint[]) WITH ORDINALITY
          AS new (event_id, key, sequence, place)
       ORDER BY place
      """;

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    List<Event> events = batch.events();
    String[] keys = events.stream().map(Event::key).toArray(String[]::new);
    return tx.preparedQuery(PASS_GATES.formatted(batch.schema()))
        .execute(Tuple.tuple().addArrayOfString(keys))
        .compose(
            passed ->
                tx.preparedQuery(APPEND.formatted(batch.schema()))
                    .execute(
                        Tuple.of(
                            events.stream().map(Event::id).toArray(UUID[]::new),
                            keys,
                            events.stream().map(Event::sequence).toArray(Long[]::new))))
        .mapEmpty();
  }
}
