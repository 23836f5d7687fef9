/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.remotestorage.lookup.OkapiRecords;
import org.folio.adapter.remotestorage.place.RemotePlaces;
import org.folio.adapter.remotestorage.retrieval.LogRecordHandler;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.contracts.ExternalHandlerContract;
import org.folio.eventbus.contracts.Trouble;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.SystemReader;
import org.folio.eventbus.okapi.deliver.SystemTokens;
import org.folio.eventbus.okapi.testing.TenantTables;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;

/** The handler that makes retrievals fulfils the contract of external handlers. */
@WithEventBusServers
class RetrievalContractTest extends ExternalHandlerContract {

  private static final TenantId TENANT = new TenantId("contract");
  private static final int KEYS = 5;

  private final OkapiDouble okapi = new OkapiDouble();
  final TenantTables tables;

  RetrievalContractTest(PostgresServer postgres) {
    tables =
        new TenantTables(postgres.newDatabase(), RemoteStorageAdapter.SCHEMA.of(TENANT))
            .migrated(RemoteStorageAdapter.CHANGELOG);
    tables.sql(
        "INSERT INTO {tables}.remote_storage_configuration (id, body) VALUES ('%s', '%s')"
            .formatted(Samples.STORAGE, Samples.configuration().encode()));
    tables.sql(
        "INSERT INTO {tables}.remote_storage_mapping (folio_location_id, configuration_id) VALUES ('%s', '%s')"
            .formatted(Samples.REMOTE, Samples.STORAGE));
  }

  @AfterAll
  void stop() {
    okapi.close();
  }

  @Override
  protected ExternalHandler handler(Vertx running) {
    Pool pool = tables.pool(running);
    return new LogRecordHandler(
        new RemotePlaces(pool, RemoteStorageAdapter.SCHEMA),
        records(running),
        pool,
        RemoteStorageAdapter.SCHEMA);
  }

  OkapiRecords records(Vertx running) {
    OkapiSettings settings = okapi.settingsWithoutUser();
    return new OkapiRecords(
        new SystemReader(running, settings, new SystemTokens(running, settings)));
  }

  @Override
  protected void reset() {
    tables.sql("TRUNCATE {tables}.remote_storage_retrieval, {tables}.remote_storage_accession");
    bring(Trouble.NONE);
  }

  @Override
  protected Object effect() {
    return tables.sql(
        "SELECT event_id, id, hold_id, request_type, patron_barcode, created_at FROM {tables}.remote_storage_retrieval ORDER BY 1");
  }

  @Override
  protected void bring(Trouble trouble) {
    if (trouble == Trouble.NONE) {
      okapi.forget();
      okapi.knowsSamples();
    } else {
      okapi.answers(503);
    }
  }

  @Override
  protected Set<Trouble> troubles() {
    return EnumSet.of(Trouble.REFUSES);
  }

  /** For each key: a page, a return, and a page that was a hold. */
  @Override
  protected List<Event> events(TenantId tenant) {
    List<Event> events = new ArrayList<>();
    for (int step = 1; step <= 3; step++) {
      for (int key = 1; key <= KEYS; key++) {
        UUID name = new UUID(0x4000L, 0x8000000000000000L | key);
        JsonObject body =
            switch (step) {
              case 1 -> Samples.page();
              case 2 -> Samples.checkIn();
              default -> Samples.changed("REQUEST_UPDATED_EVENT", "Hold", "Page");
            };
        events.add(
            new Event(
                new UUID(0x4000L | (long) step << 16, name.getLeastSignificantBits()),
                EventCatalog.LOG_RECORD,
                tenant,
                EventCatalog.CIRCULATION_LOG,
                name.toString(),
                step,
                Instant.parse("2026-03-10T09:00:00Z").plusSeconds(step),
                named(body, name).encode(),
                Correlation.NONE,
                null));
      }
    }
    return events;
  }

  // The same ids at each call; the samples choose ids at random.
  private static JsonObject named(JsonObject body, UUID name) {
    JsonObject requests =
        body.getJsonObject("payload", new JsonObject()).getJsonObject("requests", new JsonObject());
    requests.fieldNames().forEach(kind -> requests.getJsonObject(kind).put("id", name.toString()));
    return body.containsKey("loanId") ? body.put("loanId", name.toString()) : body;
  }
}
