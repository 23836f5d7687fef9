/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.gap.SkippedTable;
import org.folio.eventbus.keywork.OperatorDecisions.LockedKey;
import org.folio.eventbus.park.OperationTable;

/** Gives up missing sequences: the subscription no longer waits or asks for them. */
final class GapSkip {

  private static final String EXPLANATION =
      "Sequences %s to %s of the key are given up: the producer is no longer asked for them, and they are ignored if they arrive later. Compare the projection with its source";

  private final Subscription subscription;

  GapSkip(Subscription subscription) {
    this.subscription = subscription;
  }

  Future<ActionResult> run(
      LockedKey locked, SequenceRange range, Justification why, boolean dryRun) {
    return GapTable.ofKey(locked.tx(), locked.schema(), locked.key().key())
        .compose(
            gaps -> {
              List<OpenGap> ofKey =
                  gaps.stream()
                      .filter(gap -> gap.subscription().equals(subscription.name()))
                      .filter(gap -> gap.key().equals(locked.key()))
                      .toList();
              return ofKey.stream()
                  .filter(gap -> gap.range().first() == range.first())
                  .findFirst()
                  .map(gap -> decided(locked, gap, range, why, dryRun))
                  .orElseGet(() -> absent(locked, ofKey, range));
            });
  }

  private Future<ActionResult> absent(LockedKey locked, List<OpenGap> gaps, SequenceRange range) {
    return SkippedTable.covers(
            locked.tx(), locked.schema(), subscription.name(), locked.key(), range)
        .compose(
            covered ->
                covered
                    ? Future.succeededFuture(
                        ActionResult.nothing(Action.SKIP, "These sequences were given up before"))
                    : refused(
                        gaps.isEmpty()
                            ? "%s has no gap in this key: GET /event-bus/gaps lists the gaps"
                                .formatted(subscription.name())
                            : "No gap of this key begins with sequence %s; the first begins with %s"
                                .formatted(range.first(), gaps.get(0).range().first())));
  }

  private Future<ActionResult> decided(
      LockedKey locked, OpenGap gap, SequenceRange range, Justification why, boolean dryRun) {
    if (range.last() > gap.range().last()) {
      return refused(
          "The gap ends with sequence %s; a gap that is longer than a thousand is given up in parts"
              .formatted(gap.range().last()));
    }
    Cursor cursor = locked.cursor();
    boolean stopsHere = gap.range().first() == cursor.last() + 1;
    if (gap.range().first() > cursor.last() && !stopsHere) {
      return refused(
          "Sequences before %s of the key are missing too; give those up first"
              .formatted(gap.range().first()));
    }
    Cursor moved =
        stopsHere ? new Cursor(range.last(), cursor.parked(), cursor.openGaps()) : cursor;
    JsonObject before =
        new JsonObject()
            .put("state", gap.state().name())
            .put("cause", gap.cause())
            .put("applied", cursor.last());
    JsonObject after = new JsonObject().put("state", "SKIPPED").put("applied", moved.last());
    String explanation = EXPLANATION.formatted(range.first(), range.last());
    return dryRun
        ? Future.succeededFuture(ActionResult.dryRun(Action.SKIP, explanation, before, after))
        : write(locked, gap, range, moved, why)
            .compose(written -> note(locked, range, why, before, after))
            .map(
                operation -> ActionResult.done(Action.SKIP, explanation, operation, before, after));
  }

  private Future<Void> write(
      LockedKey locked, OpenGap gap, SequenceRange range, Cursor moved, Justification why) {
    String name = subscription.name();
    return locked
        .move(name, moved)
        .compose(done -> GapTable.close(locked.tx(), locked.schema(), name, locked.key(), range))
        .compose(
            closed ->
                SkippedTable.insert(
                    locked.tx(),
                    locked.schema(),
                    name,
                    locked.key(),
                    range,
                    null,
                    gap.partition(),
                    gap.cause(),
                    why));
  }

  private Future<Long> note(
      LockedKey locked,
      SequenceRange range,
      Justification why,
      JsonObject before,
      JsonObject after) {
    return OperationTable.write(
        locked.tx(),
        locked.schema(),
        Action.SKIP,
        new JsonObject()
            .put("subscription", subscription.name())
            .put("stream", locked.key().stream())
            .put("key", locked.key().key())
            .put("firstSequence", range.first())
            .put("lastSequence", range.last()),
        why,
        ActionOutcome.DONE.name(),
        before,
        after);
  }

  private static Future<ActionResult> refused(String sentence) {
    return Future.failedFuture(new IllegalArgumentException(sentence));
  }
}
