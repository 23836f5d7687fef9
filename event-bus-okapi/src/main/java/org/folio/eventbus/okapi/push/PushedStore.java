/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import org.folio.eventbus.TenantId;

/** Where an {@link Inbox} stores what was pushed, and how it handles what waits there. */
public interface PushedStore {

  /** The name of its table, the same in the schema of each tenant. */
  String table();

  /** The condition of rows that are to be handled now, in SQL. */
  String due();

  /**
   * Handles what is due in one tenant. Several instances may do this at once.
   *
   * @param schema the tenant's, safe between double quotes
   * @return completes when nothing is due that this instance could take; fails if the database
   *     cannot be worked with, and everything then stays stored
   */
  Future<Void> drain(Pool pool, String schema, TenantId tenant);
}
