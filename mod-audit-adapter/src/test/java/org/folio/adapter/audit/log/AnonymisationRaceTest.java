/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
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
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.okapi.cql.CqlQuery;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** Whatever is written at the same moment as a loan is anonymised, no patron stays. */
@WithEventBusServers
class AnonymisationRaceTest {

  private static final int LOANS = 60;
  private static final int RECORDS = 6;
  private static final int CONNECTIONS = 10;
  private static final long SEED = 815;

  @Test
  void noPatronStaysWhoeverIsFirst(PostgresServer postgres) throws Exception {
    DatabaseCoordinates database = postgres.newDatabase();
    new SchemaMigration(
            new DatabaseSettings(
                database.host(),
                database.port(),
                database.database(),
                database.username(),
                database.password(),
                CONNECTIONS,
                60_000),
            List.of(CqlQuery.CHANGELOG, AuditAdapter.CHANGELOG))
        .migrate(AuditAdapter.SCHEMA.of(RunningAudit.DIKU));
    Vertx vertx = Vertx.vertx();
    Pool pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost(database.host())
                    .setPort(database.port())
                    .setDatabase(database.database())
                    .setUser(database.username())
                    .setPassword(database.password()))
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .using(vertx)
            .build();
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
              RunningAudit.get(
                      pool.query(
                              "SELECT count(*) AS rows, count(user_barcode) + count(user_id) AS known FROM diku_mod_audit_adapter.circulation_log")
                          .execute())
                  .iterator()
                  .next()
                  .deepToString())
          .isEqualTo("[%s,0]".formatted(LOANS * (RECORDS + 1)));
    } finally {
      RunningAudit.get(pool.close());
      RunningAudit.get(vertx.close());
    }
  }

  private static Logged logged(JsonObject body) {
    return LogKinds.logged(body, Facts.NONE, Instant.now());
  }
}
