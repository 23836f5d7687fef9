/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.outbox.OutboxTable;

/** Lets the relay send events again that brokers rejected. */
public final class RelayRelease {

  private RelayRelease() {}

  /**
   * Releases a key.
   *
   * @return nothing remains for now; events that are rejected again are parked again
   */
  public static Future<ReleaseResult> run(
      SqlConnection tx, String schema, StreamKey key, Justification why) {
    JsonObject subject =
        new JsonObject()
            .put("subscription", Subscription.PRODUCING_SIDE)
            .put("stream", key.stream())
            .put("key", key.key());
    return OutboxTable.release(tx, schema, key)
        .compose(
            events ->
                OperationTable.write(
                        tx,
                        schema,
                        Action.RELEASE,
                        subject,
                        why,
                        "RELEASED",
                        new JsonObject().put("refused", events),
                        new JsonObject().put("refused", 0))
                    .map(new ReleaseResult(events, 0, null)));
  }
}
