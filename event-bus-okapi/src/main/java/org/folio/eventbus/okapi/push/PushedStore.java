/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import org.folio.eventbus.TenantId;

/** The storage of an {@link Inbox}, and the handling of its events. */
public interface PushedStore {

  /** The name of its table, the same in the schema of each tenant. */
  String table();

  /** The condition of rows that are due now, in SQL. */
  String due();

  /**
   * Handles due events of one tenant. Several instances may do this at once.
   *
   * @param schema the tenant's schema, safe between double quotes
   * @return completes when no event is due that this instance could take; fails if the database
   *     cannot be used, and everything then stays stored
   */
  Future<Void> drain(Pool pool, String schema, TenantId tenant);
}
