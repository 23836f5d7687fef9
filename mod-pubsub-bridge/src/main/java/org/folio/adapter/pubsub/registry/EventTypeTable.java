/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The event types of a tenant. */
final class EventTypeTable {

  private static final String COLUMNS = "name, description, ttl, signed, tmp";

  private static final String ALL = "SELECT " + COLUMNS + " FROM \"%s\".pubsub_event_type";

  private static final String NAMED = ALL + " WHERE name = ANY ($1)";

  // A real descriptor takes the place of a temporary one; nothing else is changed.
  private static final String PUT =
      """
      INSERT INTO "%s".pubsub_event_type AS known (name, description, ttl, signed, tmp)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (name) DO UPDATE SET description = excluded.description, ttl = excluded.ttl,
        signed = excluded.signed, tmp = excluded.tmp WHERE known.tmp AND NOT excluded.tmp
      """;

  private static final String CHANGE =
      """
      UPDATE "%s".pubsub_event_type SET description = $2, ttl = $3, signed = $4, tmp = $5
       WHERE name = $1
      """;

  private static final String REMOVE = Unregistered.removalOfTypes("name = $1");

  private EventTypeTable() {}

  static Future<List<EventDescriptor>> all(SqlClient client, String schema) {
    return client
        .preparedQuery(ALL.formatted(schema) + " ORDER BY name")
        .execute()
        .map(EventTypeTable::descriptors);
  }

  static Future<Optional<EventDescriptor>> find(SqlClient client, String schema, String name) {
    return named(client, schema, List.of(name)).map(found -> Optional.ofNullable(found.get(name)));
  }

  /** Those of the named types that exist, by their names. */
  static Future<Map<String, EventDescriptor>> named(
      SqlClient client, String schema, Collection<String> names) {
    return client
        .preparedQuery(NAMED.formatted(schema))
        .execute(Tuple.of(names.toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, EventDescriptor> found = new LinkedHashMap<>();
              descriptors(rows).forEach(one -> found.put(one.eventType(), one));
              return found;
            });
  }

  /** Stores a type that does not exist, or is temporary; leaves any other alone. */
  static Future<Void> put(SqlClient client, String schema, EventDescriptor descriptor) {
    return client
        .preparedQuery(PUT.formatted(schema))
        .execute(values(descriptor))
        .compose(
            stored ->
                Unregistered.forget(
                    client, schema, List.of(new Unregistered(null, "", descriptor.eventType()))));
  }

  /** Stores several types as {@link #put} does, in one order whoever stores them. */
  static Future<Void> putAll(SqlConnection tx, String schema, List<EventDescriptor> descriptors) {
    Future<Void> stored = Future.succeededFuture();
    for (EventDescriptor one :
        descriptors.stream().sorted(Comparator.comparing(EventDescriptor::eventType)).toList()) {
      stored = stored.compose(before -> put(tx, schema, one));
    }
    return stored;
  }

  /** Changes a type; false if it does not exist. */
  static Future<Boolean> change(SqlClient client, String schema, EventDescriptor descriptor) {
    return client
        .preparedQuery(CHANGE.formatted(schema))
        .execute(values(descriptor))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Removes a type to which no registration refers; false if it does not exist. */
  static Future<Boolean> remove(SqlClient client, String schema, String name) {
    return client
        .preparedQuery(REMOVE.formatted(schema))
        .execute(Tuple.of(name))
        .map(rows -> rows.iterator().next().getLong("removed") > 0);
  }

  private static Tuple values(EventDescriptor one) {
    return Tuple.of(one.eventType(), one.description(), one.eventTtl(), one.signed(), one.tmp());
  }

  private static List<EventDescriptor> descriptors(RowSet<Row> rows) {
    List<EventDescriptor> found = new ArrayList<>();
    rows.forEach(row -> found.add(EventDescriptor.of(row)));
    return found;
  }
}
