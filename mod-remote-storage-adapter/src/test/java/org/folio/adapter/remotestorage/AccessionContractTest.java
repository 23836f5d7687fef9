/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.remotestorage.accession.ItemRecordHandler;
import org.folio.adapter.remotestorage.place.RemotePlaces;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.PostgresServer;

/** The handler that makes accessions fulfils the contract of external handlers. */
class AccessionContractTest extends RetrievalContractTest {

  private static final int KEYS = 5;

  AccessionContractTest(PostgresServer postgres) {
    super(postgres);
  }

  @Override
  protected ExternalHandler handler(Vertx running) {
    Pool pool = tables.pool(running);
    return new ItemRecordHandler(
        new RemotePlaces(pool, RemoteStorageAdapter.SCHEMA),
        records(running),
        pool,
        RemoteStorageAdapter.SCHEMA);
  }

  @Override
  protected Object effect() {
    return tables.sql(
        "SELECT event_id, id, item_barcode, instance_title, created_at FROM {tables}.remote_storage_accession ORDER BY 1");
  }

  /** For each key: an item arrives in the storage, leaves it, and returns. */
  @Override
  protected List<Event> events(TenantId tenant) {
    List<Event> events = new ArrayList<>();
    for (int step = 1; step <= 3; step++) {
      for (int key = 1; key <= KEYS; key++) {
        UUID name = new UUID(0x4000L, 0x8000000000000000L | key);
        JsonObject written =
            switch (step) {
              case 1 -> Samples.itemRecord("CREATE", null, Samples.REMOTE);
              case 2 -> Samples.itemRecord("UPDATE", Samples.REMOTE, Samples.LOCAL);
              default -> Samples.itemRecord("UPDATE", Samples.LOCAL, Samples.REMOTE);
            };
        events.add(
            new Event(
                new UUID(0x4000L | (long) step << 16, name.getLeastSignificantBits()),
                "item",
                tenant,
                RemoteStorageStreams.ITEMS + "-0",
                name.toString(),
                step,
                Instant.parse("2026-03-10T09:00:00Z").plusSeconds(step),
                written.encode(),
                Correlation.NONE,
                null,
                Sequencing.BY_OFFSET));
      }
    }
    return events;
  }
}
