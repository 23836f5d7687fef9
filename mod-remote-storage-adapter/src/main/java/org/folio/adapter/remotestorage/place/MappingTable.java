/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlType;

/** Table {@code remote_storage_mapping}. */
final class MappingTable {

  static final String LOCATION = "folioLocationId";
  static final String CONFIGURATION = "configurationId";

  static final RecordCollection MAPPINGS =
      new RecordCollection(
          "remote_storage_mapping",
          "folio_location_id",
          "folio_location_id, configuration_id",
          "mappings",
          CqlFields.NONE
              .with(LOCATION, "folio_location_id", CqlType.UUID)
              .with(CONFIGURATION, "configuration_id", CqlType.UUID),
          MappingTable::json);

  private static final String PUT =
      """
      INSERT INTO "%s".remote_storage_mapping (folio_location_id, configuration_id)
      VALUES ($1, $2)
      ON CONFLICT (folio_location_id) DO UPDATE SET configuration_id = excluded.configuration_id
      """;

  private MappingTable() {}

  static JsonObject json(UUID location, UUID configuration) {
    return new JsonObject()
        .put(LOCATION, location.toString())
        .put(CONFIGURATION, configuration.toString());
  }

  private static JsonObject json(Row row) {
    return json(row.getUUID("folio_location_id"), row.getUUID("configuration_id"));
  }

  /** Adds a location or assigns it to another storage. The storage need not exist yet. */
  static Future<Void> put(
      SqlConnection connection, String schema, UUID location, UUID configuration) {
    return connection
        .preparedQuery(PUT.formatted(schema))
        .execute(Tuple.of(location, configuration))
        .mapEmpty();
  }
}
