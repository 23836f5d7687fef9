/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TransactionalHandler;

/** Counts loans. The bus commits the counts together with the progress of the subscription. */
final class LoanCount implements TransactionalHandler {

  // tag: count
  private static final String COUNT =
      """
      INSERT INTO "%s".loan_count (user_id, loans)
      SELECT user_id, count(*) FROM unnest($1::uuid[]) AS user_id GROUP BY user_id
      ON CONFLICT (user_id) DO UPDATE SET loans = loan_count.loans + excluded.loans
      """;

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    UUID[] users =
        batch.events().stream().map(event -> UUID.fromString(event.key())).toArray(UUID[]::new);
    return tx.preparedQuery(COUNT.formatted(batch.schema()))
        .execute(Tuple.of((Object) users))
        .mapEmpty();
  }
  // end: count
}
