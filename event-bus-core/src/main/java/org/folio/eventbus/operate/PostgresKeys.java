/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.KeyEvidence;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.store.CursorTable;

/** The keys of a module's subscriptions. */
public record PostgresKeys(ModuleSchema module) implements Keys {

  @Override
  public Future<Map<StreamKey, Long>> lock(
      SqlConnection tx, TenantId tenant, String subscription, SortedSet<StreamKey> keys) {
    return CursorTable.lock(tx, module.of(tenant), subscription, keys)
        .map(
            cursors -> {
              Map<StreamKey, Long> applied = new HashMap<>();
              cursors.forEach((key, cursor) -> applied.put(key, cursor.last()));
              return applied;
            });
  }

  @Override
  public Future<KeyEvidence> evidence(
      SqlConnection connection, TenantId tenant, String subscription, StreamKey key) {
    String schema = module.of(tenant);
    return CursorTable.last(connection, schema, subscription, key)
        .compose(
            applied ->
                ParkedTable.ofKey(connection, schema, subscription, key, KeyEvidence.MOST_PARKED)
                    .compose(
                        parked ->
                            GapTable.read(connection, schema, subscription, Set.of(key))
                                .map(
                                    gaps ->
                                        new KeyEvidence(
                                            applied,
                                            parked.stream().map(PostgresKeys::of).toList(),
                                            gaps.getOrDefault(key, List.of())))));
  }

  private static KeyEvidence.Parked of(ParkedRow row) {
    byte[] value = row.source().value();
    return new KeyEvidence.Parked(
        row.sequence(), row.state(), row.age(), value == null ? null : Buffer.buffer(value));
  }
}
