/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.folio.adapter.audit.AuditAdapter;
import org.folio.adapter.audit.RunningAudit;
import org.folio.adapter.audit.Samples;
import org.folio.adapter.audit.record.Facts;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.adapter.audit.record.Logged;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.okapi.testing.TenantTables;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** No record keeps its patron if it is written while its loan is anonymised. */
@WithEventBusServers
class AnonymisationRaceTest {

  private static final int LOANS = 60;
  private static final int RECORDS = 6;
  private static final int CONNECTIONS = 10;
  private static final long SEED = 815;

  @Test
  void noPatronStaysWhoeverIsFirst(PostgresServer postgres) {
    TenantTables tables =
        new TenantTables(postgres.newDatabase(), AuditAdapter.SCHEMA.of(RunningAudit.DIKU))
            .migrated(CqlQuery.CHANGELOG, AuditAdapter.CHANGELOG);
    Vertx vertx = Vertx.vertx();
    Pool pool = tables.pool(vertx, CONNECTIONS);
    try {
      CirculationLog log = new CirculationLog(pool, AuditAdapter.SCHEMA);
      Random random = new Random(SEED);
      for (int i = 0; i < LOANS; i++) {
        UUID loan = UUID.randomUUID();
        List<Logged> all = new ArrayList<>();
        for (int n = 0; n < RECORDS; n++) {
          all.add(logged(Samples.loan(loan, UUID.randomUUID(), "b")));
        }
        JsonObject anonymize = Samples.of("loan-anonymize");
        anonymize.getJsonObject("payload").put("loanId", loan.toString());
        all.add(logged(anonymize));
        Collections.shuffle(all, random);
        RunningAudit.get(
            Future.join(
                all.stream()
                    .map(one -> log.write(RunningAudit.DIKU, UUID.randomUUID(), one))
                    .toList()));
      }
      assertThat(
              tables.sql(
                  "SELECT count(*), count(user_barcode) + count(user_id) FROM {tables}.circulation_log"))
          .containsExactly("%s|0".formatted(LOANS * (RECORDS + 1)));
    } finally {
      RunningAudit.get(pool.close());
      RunningAudit.get(vertx.close());
    }
  }

  private static Logged logged(JsonObject body) {
    return LogKinds.logged(body, Facts.NONE, Instant.now());
  }
}
