/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.folio.adapter.pubsub.audit.DateRange;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * Compares, event by event, how many subscribers the bridge would have called with how many
 * mod-pubsub has called. mod-pubsub does not tell which ones.
 */
final class Comparison {

  /** Ids in an answer; the counters tell how many there are. */
  private static final int MOST_IDS = 100;

  // Some megabytes of memory; mod-pubsub's history of them hardly fits into one answer.
  private static final int MOST_EVENTS = 50_000;

  // mod-pubsub's six attempts are over by then.
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final String HERE =
      """
      SELECT p.event_id, count(s.id)::int AS deliveries
        FROM "%1$s".pubsub_audit AS p
        LEFT JOIN "%1$s".pubsub_audit AS s ON s.event_id = p.event_id AND s.state = 'SHADOWED'
       WHERE p.audit_date BETWEEN $1 AND $2 AND p.mode = 'SHADOW'
       GROUP BY p.event_id
       LIMIT $3
      """;

  // The forms that mod-pubsub reads have neither milliseconds nor Z.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'", Locale.ROOT);

  private final TenantDatabase database;
  private final ModPubSub modPubSub;

  Comparison(TenantDatabase database, ModPubSub modPubSub) {
    this.database = database;
    this.modPubSub = modPubSub;
  }

  Future<JsonObject> of(OkapiRequest request, DateRange range) {
    return database
        .withConnection(request.tenant(), (connection, schema) -> here(connection, schema, range))
        .compose(
            here ->
                modPubSub
                    .read(
                        request,
                        path(range),
                        answer -> ModPubSubHistory.deliveries(answer, here.keySet()))
                    .map(there -> report(here, there)));
  }

  private static Future<Map<UUID, Integer>> here(SqlClient client, String schema, DateRange range) {
    return client
        .preparedQuery(HERE.formatted(schema))
        .execute(Tuple.of(range.start(), range.end(), MOST_EVENTS + 1))
        .map(
            rows -> {
              if (rows.size() > MOST_EVENTS) {
                throw HttpFailure.text(
                    400,
                    "More than %s events are in this range; compare a shorter one"
                        .formatted(MOST_EVENTS));
              }
              Map<UUID, Integer> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getUUID("event_id"), row.getInteger("deliveries")));
              return found;
            });
  }

  private static String path(DateRange range) {
    return "/pubsub/history?startDate="
        + encoded(range.start())
        + "&endDate="
        + encoded(range.end().plus(LATE));
  }

  private static String encoded(OffsetDateTime time) {
    return URLEncoder.encode(DATE.format(time), StandardCharsets.UTF_8);
  }

  private static JsonObject report(Map<UUID, Integer> here, Map<UUID, Integer> there) {
    TreeSet<UUID> fewerThere = new TreeSet<>();
    TreeSet<UUID> fewerHere = new TreeSet<>();
    int same = 0;
    for (Map.Entry<UUID, Integer> event : here.entrySet()) {
      int difference = event.getValue() - there.getOrDefault(event.getKey(), 0);
      if (difference > 0) {
        fewerThere.add(event.getKey());
      } else if (difference < 0) {
        fewerHere.add(event.getKey());
      } else {
        same++;
      }
    }
    return new JsonObject()
        .put("events", here.size())
        .put("same", same)
        .put("fewerDeliveriesByModPubSub", fewerThere.size())
        .put("fewerDeliveriesByBridge", fewerHere.size())
        .put("idsFewerByModPubSub", ids(fewerThere))
        .put("idsFewerByBridge", ids(fewerHere));
  }

  private static JsonArray ids(Collection<UUID> ids) {
    JsonArray list = new JsonArray();
    ids.stream().limit(MOST_IDS).forEach(id -> list.add(id.toString()));
    return list;
  }
}
