/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The tenants that a bus works for. Each change holds for all instances of the module. Safe for use
 * by several threads. Futures complete on the context of their caller, and fail with an explanation
 * if Kafka or PostgreSQL reject the call or are down.
 */
public interface Tenants {

  /**
   * Creates the tenant's topics and schema, and begins to work for it. Repeatable; also upgrades
   * the schema of an older version.
   */
  default Future<Void> enable(TenantId tenant) {
    return enable(tenant, step -> {}, Future::succeededFuture);
  }

  /**
   * Enables the tenant likewise.
   *
   * @param progress receives a sentence after each step, on any thread
   * @param last the last step, after topics and schema exist; if it fails, they stay, and the work
   *     for the tenant does not begin
   */
  Future<Void> enable(TenantId tenant, Consumer<String> progress, Supplier<Future<Void>> last);

  /** Whether the tenant has the module enabled, whichever instance enabled it. */
  Future<Boolean> isEnabled(TenantId tenant);

  /** Stops working for the tenant; nothing is removed, and enabling it later resumes from here. */
  Future<Void> disable(TenantId tenant);

  /**
   * Disables the tenant and removes its data: the schema, and the topics of the streams that this
   * module publishes, because numbers start again at 1 when the tenant is enabled again. A topic
   * that tenants share stays.
   *
   * @return fails, and removes nothing, while another product of the module works for the tenant
   */
  Future<Void> purge(TenantId tenant);
}
