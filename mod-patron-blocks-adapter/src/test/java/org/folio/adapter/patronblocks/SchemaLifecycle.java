/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.tenant.TenantLifecycle;

/** The lifecycle of a tenant without Kafka, with its schema only. */
final class SchemaLifecycle implements TenantLifecycle {

  private final Vertx vertx;
  private final SchemaMigration migration;
  private final ModuleSchema schema;

  /**
   * Creates and drops the schemas of one module.
   *
   * @param migration the content of a schema
   * @param schema the names of the schemas
   */
  SchemaLifecycle(Vertx vertx, SchemaMigration migration, ModuleSchema schema) {
    this.vertx = vertx;
    this.migration = migration;
    this.schema = schema;
  }

  @Override
  public Future<Void> enable(
      OkapiRequest request, Consumer<String> progress, Supplier<Future<Void>> last) {
    TenantId tenant = request.tenant();
    return onWorker(() -> migration.migrate(schema.of(tenant))).compose(made -> last.get());
  }

  /** Does nothing and keeps the data. */
  @Override
  public Future<Void> disable(TenantId tenant) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> purge(TenantId tenant) {
    return onWorker(() -> migration.drop(schema.of(tenant)));
  }

  private Future<Void> onWorker(BlockingStep step) {
    // Unordered: a long migration of one tenant does not delay another tenant's.
    return vertx.executeBlocking(
        () -> {
          step.run();
          return null;
        },
        false);
  }

  @FunctionalInterface
  private interface BlockingStep {
    void run() throws Exception;
  }
}
