/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * For whom a bus works. Each change holds for all instances of the module. Usable from any thread;
 * futures complete on the context of their caller, and fail with a sentence if Kafka or PostgreSQL
 * refuse or are away.
 */
public interface Tenants {

  /**
   * Makes the tenant's topics and schema, and begins to work for it. Repeatable; also brings the
   * schema of an older version to this one.
   */
  default Future<Void> enable(TenantId tenant) {
    return enable(tenant, step -> {});
  }

  /** Enables likewise; {@code progress} is told a sentence after each step, on any thread. */
  Future<Void> enable(TenantId tenant, Consumer<String> progress);

  /** Whether the tenant has the module enabled, whichever instance enabled it. */
  Future<Boolean> isEnabled(TenantId tenant);

  /** Stops working for the tenant; nothing is removed, and a later enabling goes on from here. */
  Future<Void> disable(TenantId tenant);

  /**
   * Disables the tenant and removes its data: the schema, and the topics of the streams that this
   * module publishes, because numbers begin anew when the tenant is enabled again. A topic that
   * tenants share stays.
   *
   * @return fails, and removes nothing, while another product of the module works for the tenant
   */
  Future<Void> purge(TenantId tenant);
}
