/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.folio.eventbus.TenantId;

/** The record of what operators did, and why. Usable from any thread. */
public interface OperationLog {

  /** The most entries that {@link #list} shows. */
  int MOST_ENTRIES = 1_000;

  /** The last entries of a tenant, newest first. */
  Future<List<OperationEntry>> list(TenantId tenant);

  /**
   * Writes an entry.
   *
   * @param client the transaction of the action itself, if that is in the database
   * @param action what was done, in capitals
   * @param subject what it was done to
   * @param outcome what came of it
   */
  Future<Void> write(
      SqlClient client,
      TenantId tenant,
      String action,
      JsonObject subject,
      Justification why,
      String outcome);
}
