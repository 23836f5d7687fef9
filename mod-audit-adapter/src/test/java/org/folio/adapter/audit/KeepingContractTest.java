/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.audit.log.CirculationLog;
import org.folio.adapter.audit.log.LogRecordHandler;
import org.folio.adapter.audit.lookup.OkapiFacts;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.contracts.ExternalHandlerContract;
import org.folio.eventbus.contracts.Trouble;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.deliver.SystemReader;
import org.folio.eventbus.okapi.deliver.SystemTokens;
import org.folio.eventbus.okapi.testing.TenantTables;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;

/** The handler that keeps log records fulfils the contract of external handlers. */
@WithEventBusServers
class KeepingContractTest extends ExternalHandlerContract {

  private static final TenantId TENANT = new TenantId("contract");
  private static final int KEYS = 5;

  private final OkapiDouble okapi = new OkapiDouble();
  private final TenantTables tables;

  KeepingContractTest(PostgresServer postgres) {
    tables =
        new TenantTables(postgres.newDatabase(), AuditAdapter.SCHEMA.of(TENANT))
            .migrated(CqlQuery.CHANGELOG, AuditAdapter.CHANGELOG);
  }

  @AfterAll
  void stop() {
    okapi.close();
  }

  @Override
  protected ExternalHandler handler(Vertx running) {
    return new LogRecordHandler(
        new OkapiFacts(
            new SystemReader(
                running,
                okapi.settingsWithoutUser(),
                new SystemTokens(running, okapi.settingsWithoutUser()))),
        new CirculationLog(tables.pool(running), AuditAdapter.SCHEMA));
  }

  @Override
  protected void reset() {
    tables.sql("TRUNCATE {tables}.circulation_log, {tables}.circulation_log_forgotten");
    bring(Trouble.NONE);
  }

  @Override
  protected Object effect() {
    return tables.sql(
        "SELECT event_id, event_index, user_barcode, action, source, items FROM {tables}.circulation_log ORDER BY 1, 2");
  }

  @Override
  protected void bring(Trouble trouble) {
    if (trouble == Trouble.NONE) {
      okapi.forget();
    } else {
      okapi.answers(503);
    }
  }

  @Override
  protected Set<Trouble> troubles() {
    return EnumSet.of(Trouble.REFUSES);
  }

  /** For each loan: a changed due date, a fee, the anonymisation, and a late change. */
  @Override
  protected List<Event> events(TenantId tenant) {
    List<Event> events = new ArrayList<>();
    for (int step = 1; step <= 4; step++) {
      for (int key = 1; key <= KEYS; key++) {
        UUID loan = new UUID(0x4000L, 0x8000000000000000L | key);
        JsonObject body =
            Samples.of(
                switch (step) {
                  case 2 -> "fee-fine-paid";
                  case 3 -> "loan-anonymize";
                  default -> "loan-changed-due-date";
                });
        body.getJsonObject("payload").put("loanId", loan.toString());
        events.add(
            new Event(
                new UUID(0x4000L | (long) step << 16, loan.getLeastSignificantBits()),
                EventCatalog.LOG_RECORD,
                tenant,
                EventCatalog.CIRCULATION_LOG,
                loan.toString(),
                step,
                Instant.parse("2026-03-10T09:00:00Z").plusSeconds(step),
                body.encode(),
                Correlation.NONE,
                null));
      }
    }
    return events;
  }
}
