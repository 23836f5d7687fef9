/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.BiFunction;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.sql.AbsentTables;
import org.folio.eventbus.base.sql.DatabaseOutage;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * The tables of a module, per tenant. Failures of the database become answers that explain the
 * problem of the database.
 */
public final class TenantDatabase {

  private final Pool pool;
  private final ModuleSchema schema;

  /** The tables in the given pool. */
  public TenantDatabase(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /**
   * Works on one connection, without a transaction.
   *
   * @param work receives the connection and the tenant's schema, which is safe between double
   *     quotes
   * @return the work's result. Fails with {@link HttpFailure}: with the work's own failure, 422 if
   *     it published an invalid event, 400 if the tenant has no tables, 503 if the database is
   *     temporarily unusable, 500 if it rejects a statement
   */
  public <T> Future<T> withConnection(
      TenantId tenant, BiFunction<SqlConnection, String, Future<T>> work) {
    return explaining(
        tenant, pool.withConnection(connection -> work.apply(connection, schema.of(tenant))));
  }

  /** Works in one transaction; otherwise as {@link #withConnection}. */
  public <T> Future<T> withTransaction(
      TenantId tenant, BiFunction<SqlConnection, String, Future<T>> work) {
    return explaining(
        tenant, pool.withTransaction(connection -> work.apply(connection, schema.of(tenant))));
  }

  /** The result of work on the tenant's tables, with failures as in {@link #withConnection}. */
  public <T> Future<T> explaining(TenantId tenant, Future<T> work) {
    return work.recover(failure -> Future.failedFuture(explained(tenant, failure)));
  }

  private Throwable explained(TenantId tenant, Throwable failure) {
    if (failure instanceof HttpFailure) {
      return failure;
    }
    if (failure instanceof InvalidEventException invalid) {
      return HttpFailure.invalid(invalid.violations());
    }
    if (AbsentTables.cause(failure)) {
      return HttpFailure.text(
          400, "Tenant " + tenant + " has not enabled " + schema.module(), failure);
    }
    Optional<String> outage = DatabaseOutage.of(failure);
    if (outage.isPresent()) {
      return HttpFailure.text(
          503,
          "The database of %s %s; try again later".formatted(schema.module(), outage.get()),
          failure);
    }
    if (failure instanceof PgException) {
      return HttpFailure.text(
          500,
          "The database of " + schema.module() + " refused the request, see the module's log",
          failure);
    }
    return failure;
  }
}
