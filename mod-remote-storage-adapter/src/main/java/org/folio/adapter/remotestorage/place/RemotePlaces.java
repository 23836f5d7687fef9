/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/** Finds the remote storage of a location. Safe for use by several threads. */
public final class RemotePlaces {

  private static final String ANY =
      "SELECT EXISTS (SELECT FROM \"%s\".remote_storage_mapping) AS known";

  private static final String AT =
      """
      SELECT storage.id, storage.body->>'providerName' AS provider,
             storage.body->>'returningWorkflowDetails' AS returning
        FROM "%1$s".remote_storage_mapping AS mapping
        JOIN "%1$s".remote_storage_configuration AS storage ON storage.id = mapping.configuration_id
       WHERE mapping.folio_location_id = $1
      """;

  private final Pool pool;
  private final ModuleSchema schema;

  /** Creates access to the locations of all tenants. */
  public RemotePlaces(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /** Whether a tenant has any remote location; if not, no look-up of items is necessary. */
  public Future<Boolean> any(TenantId tenant) {
    return pool.query(ANY.formatted(schema.of(tenant)))
        .execute()
        .map(rows -> rows.iterator().next().getBoolean("known"));
  }

  /** The storage that a location belongs to; empty if it is not remote. */
  public Future<Optional<RemotePlace>> at(TenantId tenant, @Nullable String locationId) {
    Optional<UUID> location = StrictUuid.parse(locationId);
    if (location.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return pool.preparedQuery(AT.formatted(schema.of(tenant)))
        .execute(Tuple.of(location.get()))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(
                        row ->
                            new RemotePlace(
                                row.getUUID("id"),
                                row.getString("provider"),
                                row.getString("returning"))));
  }
}
