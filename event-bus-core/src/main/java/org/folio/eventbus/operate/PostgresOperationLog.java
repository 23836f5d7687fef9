/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.action.OperationEntry;
import org.folio.eventbus.admin.action.OperationLog;
import org.folio.eventbus.park.OperationTable;

/** The operation log of a module's tenants. */
public record PostgresOperationLog(Pool pool, ModuleSchema module) implements OperationLog {

  @Override
  public Future<List<OperationEntry>> list(TenantId tenant) {
    return OperationTable.list(pool, module.of(tenant), MOST_ENTRIES);
  }

  @Override
  public Future<Void> write(
      SqlClient client,
      TenantId tenant,
      String action,
      JsonObject subject,
      Justification why,
      String outcome) {
    return OperationTable.write(client, module.of(tenant), action, subject, why, outcome);
  }
}
