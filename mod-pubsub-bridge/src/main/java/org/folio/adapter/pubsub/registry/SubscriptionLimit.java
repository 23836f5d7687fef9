/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.folio.adapter.pubsub.BridgeStreams;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * The most subscriptions of a tenant, counted as subscribers per stream. Each has a Kafka consumer
 * and a thread in every instance, so a tenant could otherwise stop all others.
 */
public record SubscriptionLimit(int most) {

  /** The variable with the limit. */
  public static final String VARIABLE = "PUBSUB_MOST_SUBSCRIPTIONS";

  /** The five modules of the circulation domain have nine; a tenant has a dozen further ones. */
  public static final int DEFAULT = 50;

  // Registrations that run beside each other would not see each other.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended($1 || '.subscriptions', 0))";

  private static final String REGISTERED =
      """
      SELECT DISTINCT product, event_type FROM "%s".pubsub_module WHERE role = 'SUBSCRIBER'
      """;

  private record Counted(String product, String stream) {}

  /**
   * Makes registrations in a transaction, as far as they keep the limit.
   *
   * @return fails with {@link HttpFailure} 422 if they add a subscription beyond the limit
   */
  public Future<Void> keep(SqlConnection tx, String schema, Supplier<Future<Void>> registrations) {
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(schema))
        .compose(locked -> count(tx, schema))
        .compose(
            before ->
                registrations
                    .get()
                    .compose(made -> count(tx, schema))
                    .compose(after -> judge(before, after)));
  }

  private static Future<Integer> count(SqlConnection tx, String schema) {
    return tx.query(REGISTERED.formatted(schema))
        .execute()
        .map(
            rows -> {
              Set<Counted> found = new HashSet<>();
              rows.forEach(
                  row ->
                      BridgeStreams.streamsOf(row.getString("event_type"))
                          .forEach(
                              stream -> found.add(new Counted(row.getString("product"), stream))));
              return found.size();
            });
  }

  // A limit that was lowered refuses nobody who is registered.
  private Future<Void> judge(int before, int after) {
    return after <= Math.max(before, most)
        ? Future.succeededFuture()
        : Future.failedFuture(
            HttpFailure.invalid(
                ErrorBody.of(
                    "The tenant would have %s subscriptions, and %s allows %s. Unregister modules that are gone, or raise the limit"
                        .formatted(after, VARIABLE, most),
                    "subscriptions",
                    Integer.toString(after))));
  }
}
