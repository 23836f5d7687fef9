/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.metrics.RelayMeter;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.outbox.SentRow;

/** Outbox and journal in the module's PostgreSQL. */
final class PostgresRelayStore implements RelayStore {

  // Enough to fill several requests to a broker; little enough to be sent again if the process ends
  // between acknowledgement and journal.
  private static final int ROUND = 1_000;

  // An eighth of the producer's buffer, so that several lanes fit into it.
  private static final long ROUND_BYTES = 4L * 1024 * 1024;

  private final ModuleDatabase database;
  private final TenantId tenant;
  private final String schema;
  private final RelayMeter meter;

  PostgresRelayStore(ModuleDatabase database, TenantId tenant, String schema, RelayMeter meter) {
    this.database = database;
    this.tenant = tenant;
    this.schema = schema;
    this.meter = meter;
  }

  @Override
  public Future<OutboxRound> next(Set<Integer> lanes) {
    return OutboxTable.next(
        database.pool(), schema, tenant, lanes, ROUND / lanes.size(), ROUND_BYTES);
  }

  @Override
  public Future<Void> journalise(List<SentRow> sent) {
    return database
        .partitions()
        .ensure(schema, OutboxTable.JOURNAL)
        .compose(ready -> OutboxTable.journalise(database.pool(), schema, sent))
        .onSuccess(
            moved -> moved.forEach((stream, seconds) -> meter.relayed(tenant, stream, seconds)))
        .mapEmpty();
  }

  @Override
  public Future<Void> park(OutboxRow row, String cause) {
    return OutboxTable.park(database.pool(), schema, row, cause)
        .onSuccess(parked -> meter.refused(tenant, row.event().stream()));
  }

  @Override
  public Future<Set<Integer>> lanes() {
    return OutboxTable.lanes(database.sweeps(), schema);
  }
}
