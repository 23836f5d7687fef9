/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.republish;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.gap.Republisher;
import org.folio.eventbus.outbox.JournalTable;
import org.folio.eventbus.outbox.JournalTable.PlacedEvent;
import org.folio.eventbus.park.OperationTable;

/**
 * Sends events of the journal again, in the order in which they were sent. Subscriptions that have
 * applied them recognise duplicates; those that have not, apply them.
 */
public final class JournalReplay {

  /** Maximum number of events of one replay; a further replay resumes at the time of the last. */
  public static final int MOST_EVENTS = 10_000;

  private static final String EXPLANATION =
      "%s events of the journal %s sent again, in the order in which they were sent. Subscriptions that have applied them recognise duplicates; those that miss some apply them%s";

  private final Pool pool;
  private final ModuleSchema module;
  private final Republisher republisher;

  /** Replays from the journals of a module. */
  public JournalReplay(Pool pool, ModuleSchema module, Republisher republisher) {
    this.pool = pool;
    this.module = module;
    this.republisher = republisher;
  }

  /** Sends the selected events at an operator's request, or counts them. */
  public Future<ActionResult> republish(
      TenantId tenant, ReplaySelection selection, Justification why, boolean dryRun) {
    return dryRun
        ? selected(tenant, selection)
            .map(
                events ->
                    ActionResult.dryRun(
                        Action.REPUBLISH,
                        explanation(events, "would be"),
                        before(events),
                        summary(events)))
        : send(tenant, selection, why);
  }

  private Future<ActionResult> send(TenantId tenant, ReplaySelection selection, Justification why) {
    return selected(tenant, selection)
        .compose(
            events ->
                republisher
                    .send(events.stream().map(PlacedEvent::event).toList())
                    .compose(
                        sent ->
                            sent(
                                tenant,
                                selection,
                                why,
                                events,
                                summary(events).put("offsets", SentPlaces.ofRecords(sent))),
                        cause -> failed(tenant, selection, why, events, cause)));
  }

  private Future<ActionResult> sent(
      TenantId tenant,
      ReplaySelection selection,
      Justification why,
      List<PlacedEvent> events,
      JsonObject after) {
    return note(tenant, selection, why, "SENT", events, after)
        .map(
            operation ->
                ActionResult.done(
                    Action.REPUBLISH,
                    explanation(events, "were"),
                    operation,
                    before(events),
                    after));
  }

  // Some may have been sent before brokers went down, and the log must show who requested them.
  private Future<ActionResult> failed(
      TenantId tenant,
      ReplaySelection selection,
      Justification why,
      List<PlacedEvent> events,
      Throwable cause) {
    JsonObject after = new JsonObject().put("cause", String.valueOf(cause.getMessage()));
    return note(tenant, selection, why, "FAILED", events, after)
        .transform(noted -> Future.failedFuture(cause));
  }

  private Future<Long> note(
      TenantId tenant,
      ReplaySelection selection,
      Justification why,
      String outcome,
      List<PlacedEvent> events,
      JsonObject after) {
    return OperationTable.write(
        pool,
        module.of(tenant),
        Action.REPUBLISH,
        subject(selection),
        why,
        outcome,
        before(events),
        after);
  }

  private Future<List<PlacedEvent>> selected(TenantId tenant, ReplaySelection selection) {
    return JournalTable.selected(pool, module.of(tenant), tenant, selection, MOST_EVENTS);
  }

  private static String explanation(List<PlacedEvent> events, String were) {
    return EXPLANATION.formatted(
        events.size(),
        were,
        events.size() == MOST_EVENTS
            ? ". There may be more: go on from the time of the last"
            : events.isEmpty()
                ? ". The journal has none that fits: see keptDays, and whether the events are still in the outbox"
                : "");
  }

  // Their positions according to the journal, with the times, for a comparison with the brokers.
  private static JsonObject before(List<PlacedEvent> events) {
    JsonObject before =
        new JsonObject().put("events", events.size()).put("offsets", SentPlaces.ofJournal(events));
    if (!events.isEmpty()) {
      before
          .put("sentFrom", events.get(0).relayedAt().toString())
          .put("sentTo", events.get(events.size() - 1).relayedAt().toString());
    }
    return before;
  }

  private static JsonObject summary(List<PlacedEvent> events) {
    JsonObject summary = new JsonObject().put("events", events.size());
    if (!events.isEmpty()) {
      summary
          .put("first", events.get(0).event().id().toString())
          .put("last", events.get(events.size() - 1).event().id().toString());
    }
    return summary;
  }

  private static JsonObject subject(ReplaySelection selection) {
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
        .put("firstSequence", selection.firstSequence())
        .put("lastSequence", selection.lastSequence());
  }
}
