/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.base.value.MaskedText;

/** Finds the key that an operator selects: by one of its events, or by its masked form. */
public final class KeyLookup {

  private static final String OF_EVENT =
      """
      SELECT stream, key FROM "%1$s".event_parked WHERE subscription = $1 AND event_id = $2
      UNION ALL
      SELECT aggregatetype, aggregateid FROM "%1$s".event_outbox WHERE $1 = $3 AND id = $2
      LIMIT 1
      """;

  // Two are enough to know that it is ambiguous.
  private static final String MASKED =
      """
      SELECT stream, key FROM "%1$s".event_parked
       WHERE subscription = $1 AND stream = $2 AND starts_with(key, $3)
      UNION
      SELECT stream, key FROM "%1$s".event_gap
       WHERE subscription = $1 AND stream = $2 AND starts_with(key, $3)
      UNION
      SELECT stream, key FROM "%1$s".event_skipped
       WHERE subscription = $1 AND stream = $2 AND starts_with(key, $3)
      UNION
      SELECT aggregatetype, aggregateid FROM "%1$s".event_outbox
       WHERE $1 = $4 AND aggregatetype = $2 AND starts_with(aggregateid, $3)
      LIMIT 2
      """;

  // The upper limit allows the use of the index: a key of hexadecimal digits and hyphens is never
  // above it, in any collation.
  private static final String KNOWN =
      """
      SELECT stream, key FROM "%1$s".event_cursor
       WHERE subscription = ANY ($3)
         AND stream = $1 AND key >= $2 AND key <= $2 || 'zzzz' AND starts_with(key, $2)
      UNION
      SELECT stream, key FROM "%1$s".event_sequence
       WHERE stream = $1 AND key >= $2 AND key <= $2 || 'zzzz' AND starts_with(key, $2)
      LIMIT 2
      """;

  private KeyLookup() {}

  /**
   * Finds the key among all keys that the module has published or read.
   *
   * @param subscriptions the module's subscriptions
   * @param key in clear, or in the masked form that was shown
   * @return the key as given if the module has never seen it; fails with {@link
   *     IllegalArgumentException} if the masked form matches several keys
   */
  public static Future<StreamKey> known(
      SqlClient client, String schema, Collection<String> subscriptions, StreamKey key) {
    if (!MaskedText.isMasked(key.key())) {
      return Future.succeededFuture(key);
    }
    return client
        .preparedQuery(KNOWN.formatted(schema))
        .execute(
            Tuple.of(
                key.stream(), MaskedText.shown(key.key()), subscriptions.toArray(String[]::new)))
        .compose(
            rows ->
                rows.size() > 1
                    ? Future.failedFuture(
                        new IllegalArgumentException(
                            "Several keys begin with %s; give the whole key".formatted(key.key())))
                    : Future.succeededFuture(rows.size() == 0 ? key : key(rows.iterator().next())));
  }

  /**
   * The key of a parked event.
   *
   * @return fails with {@link IllegalArgumentException} if it is not parked
   */
  public static Future<StreamKey> ofEvent(
      SqlClient client, String schema, String subscription, UUID eventId) {
    return client
        .preparedQuery(OF_EVENT.formatted(schema))
        .execute(Tuple.of(subscription, eventId, Subscription.PRODUCING_SIDE))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(
                        new IllegalArgumentException(
                            "No event %s is parked in %s; GET /event-bus/events/%s tells where it is"
                                .formatted(eventId, subscription, eventId)))
                    : Future.succeededFuture(key(rows.iterator().next())));
  }

  /**
   * Finds the key in clear.
   *
   * @param key in clear, or in the masked form that was shown
   * @return fails with {@link IllegalArgumentException} if the masked form matches none or several
   *     of the keys with parked events or gaps
   */
  public static Future<StreamKey> whole(
      SqlClient client, String schema, String subscription, StreamKey key) {
    if (!MaskedText.isMasked(key.key())) {
      return Future.succeededFuture(key);
    }
    return client
        .preparedQuery(MASKED.formatted(schema))
        .execute(
            Tuple.of(
                subscription,
                key.stream(),
                MaskedText.shown(key.key()),
                Subscription.PRODUCING_SIDE))
        .compose(
            rows -> {
              List<StreamKey> found = new ArrayList<>();
              rows.forEach(row -> found.add(key(row)));
              return found.size() == 1
                  ? Future.succeededFuture(found.get(0))
                  : Future.failedFuture(
                      new IllegalArgumentException(
                          found.isEmpty()
                              ? "No key that begins with %s has parked events or gaps in %s on %s"
                                  .formatted(key.key(), subscription, key.stream())
                              : "Several keys begin with %s; name an event of it, or ask with reveal=true and give the whole key"
                                  .formatted(key.key())));
            });
  }

  private static StreamKey key(Row row) {
    return new StreamKey(row.getString("stream"), row.getString("key"));
  }
}
