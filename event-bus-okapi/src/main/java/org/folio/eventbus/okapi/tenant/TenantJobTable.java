/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.sql.AbsentTables;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in the tenant's own schema, so that every instance can answer for them. The table exists
 * before the changelogs are applied, because it reports their progress.
 */
final class TenantJobTable {

  private static final String CREATE =
      """
      CREATE SCHEMA IF NOT EXISTS "%1$s";
      CREATE TABLE IF NOT EXISTS "%1$s".tenant_job (
        id uuid PRIMARY KEY,
        attributes jsonb NOT NULL,
        complete boolean NOT NULL DEFAULT false,
        error text,
        messages jsonb NOT NULL DEFAULT '[]',
        alive_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )
      """;

  private static final String BEGIN =
      """
      INSERT INTO "%s".tenant_job (id, attributes) VALUES ($1, $2)
      """;

  private static final String ALIVE =
      """
      UPDATE "%s".tenant_job SET alive_at = clock_timestamp(), messages = $2 WHERE id = $1
      """;

  private static final String END =
      """
      UPDATE "%s".tenant_job SET complete = true, error = $3, messages = $2 WHERE id = $1
      """;

  private static final String FIND =
      """
      SELECT attributes, complete, error, messages,
             alive_at < clock_timestamp() - $2 * interval '1 millisecond' AS abandoned
        FROM "%s".tenant_job WHERE id = $1
      """;

  private static final String REMOVE =
      """
      DELETE FROM "%s".tenant_job WHERE id = $1
      """;

  private final Pool pool;
  private final ModuleSchema module;

  TenantJobTable(Pool pool, ModuleSchema module) {
    this.pool = pool;
    this.module = module;
  }

  Future<Void> begin(TenantId tenant, UUID id, JsonObject attributes) {
    String schema = module.of(tenant);
    return pool.query(CREATE.formatted(schema))
        .execute()
        .compose(
            made -> pool.preparedQuery(BEGIN.formatted(schema)).execute(Tuple.of(id, attributes)))
        .mapEmpty();
  }

  Future<Void> alive(TenantId tenant, UUID id, List<String> messages) {
    return pool.preparedQuery(ALIVE.formatted(module.of(tenant)))
        .execute(Tuple.of(id, new JsonArray(messages)))
        .mapEmpty();
  }

  Future<Void> end(TenantId tenant, UUID id, List<String> messages, @Nullable String error) {
    return pool.preparedQuery(END.formatted(module.of(tenant)))
        .execute(Tuple.of(id, new JsonArray(messages), error))
        .mapEmpty();
  }

  /**
   * A job.
   *
   * @param silence time without a sign of life after which a job counts as abandoned
   */
  Future<Optional<TenantJob>> find(TenantId tenant, UUID id, Duration silence) {
    return pool.preparedQuery(FIND.formatted(module.of(tenant)))
        .execute(Tuple.of(id, silence.toMillis()))
        .map(
            rows -> {
              var found = rows.iterator();
              return found.hasNext()
                  ? Optional.of(job(tenant, id, found.next()))
                  : Optional.<TenantJob>empty();
            })
        .recover(TenantJobTable::none);
  }

  /** Whether the job existed. */
  Future<Boolean> remove(TenantId tenant, UUID id) {
    return pool.preparedQuery(REMOVE.formatted(module.of(tenant)))
        .execute(Tuple.of(id))
        .map(rows -> Optional.of(rows.rowCount() > 0))
        .recover(TenantJobTable::none)
        .map(removed -> removed.orElse(false));
  }

  private static TenantJob job(TenantId tenant, UUID id, Row row) {
    boolean complete = row.getBoolean("complete");
    boolean abandoned = !complete && row.getBoolean("abandoned");
    return new TenantJob(
        id,
        tenant,
        row.getJsonObject("attributes"),
        complete || abandoned,
        abandoned
            ? "The instance that worked on it has ended or lost its database; repeat the call"
            : row.getString("error"),
        row.getJsonArray("messages").stream().map(String.class::cast).toList());
  }

  private static <T> Future<Optional<T>> none(Throwable failure) {
    return AbsentTables.cause(failure)
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }
}
