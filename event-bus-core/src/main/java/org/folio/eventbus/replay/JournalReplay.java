/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.replay;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.folio.eventbus.Event;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.ReplaySelection;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.gap.Republisher;
import org.folio.eventbus.outbox.JournalTable;
import org.folio.eventbus.park.Justification;
import org.folio.eventbus.park.OperationLog;

/**
 * Sends events of the journal again, in the order in which they were sent. Subscriptions that have
 * applied them recognise duplicates; those that have not, apply them.
 */
public final class JournalReplay {

  /** Most events of one replay; whoever wants more goes on from the time of the last. */
  public static final int MOST_EVENTS = 10_000;

  private final Pool pool;
  private final ModuleSchema module;
  private final Republisher republisher;

  /** Replays from the journals of a module. */
  public JournalReplay(Pool pool, ModuleSchema module, Republisher republisher) {
    this.pool = pool;
    this.module = module;
    this.republisher = republisher;
  }

  /**
   * Sends the selected events, {@value #MOST_EVENTS} at most, and notes who asked for it.
   *
   * @return number of events that were sent
   */
  public Future<Integer> run(TenantId tenant, ReplaySelection selection, Justification why) {
    String schema = module.of(tenant);
    return JournalTable.selected(pool, schema, tenant, selection, MOST_EVENTS)
        .compose(
            events ->
                republisher
                    .send(events)
                    .compose(
                        sent ->
                            pool.withTransaction(
                                tx ->
                                    OperationLog.write(
                                        tx,
                                        schema,
                                        "REPLAY",
                                        subject(selection, events),
                                        why,
                                        "SENT")))
                    .map(noted -> events.size()));
  }

  private static JsonObject subject(ReplaySelection selection, List<Event> events) {
    return new JsonObject()
        .put("stream", selection.stream())
        .put("key", selection.key())
        .put(
            "eventIds",
            selection.eventIds() == null
                ? null
                : new JsonArray(selection.eventIds().stream().map(Object::toString).toList()))
        .put("from", selection.from() == null ? null : selection.from().toString())
        .put("to", selection.to() == null ? null : selection.to().toString())
        .put("events", events.size());
  }
}
