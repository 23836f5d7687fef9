/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.folio.eventbus.TenantId;

/** The log of operators' actions and their reasons. Safe for use by several threads. */
public interface OperationLog {

  /** The maximum number of entries that {@link #list} returns. */
  int MOST_ENTRIES = 1_000;

  /** The last entries of a tenant, newest first. */
  Future<List<OperationEntry>> list(TenantId tenant);

  /**
   * Writes an entry.
   *
   * @param client the transaction of the action itself, if the action is in the database
   * @param action the action, in capitals
   * @param subject the object of the action
   * @param outcome the outcome of the action
   */
  Future<Void> write(
      SqlClient client,
      TenantId tenant,
      String action,
      JsonObject subject,
      Justification why,
      String outcome);
}
