/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an action has done, or would do.
 *
 * @param explanation what was or would be done, and what follows from it
 * @param operation the entry in the operation log; null if there is none
 * @param before how it stood before
 * @param after how it stands after; of a dry run, how it would
 */
public record ActionResult(
    Action action,
    ActionOutcome outcome,
    String explanation,
    @Nullable Long operation,
    JsonObject before,
    JsonObject after) {

  /** A real run would do what is told. */
  public static ActionResult dryRun(
      Action action, String explanation, JsonObject before, JsonObject after) {
    return new ActionResult(action, ActionOutcome.DRY_RUN, explanation, null, before, after);
  }

  /** There is nothing to do, for the reason that is given. */
  public static ActionResult nothing(Action action, String explanation) {
    return new ActionResult(
        action, ActionOutcome.NOTHING_TO_DO, explanation, null, new JsonObject(), new JsonObject());
  }

  /** It was done and noted. */
  public static ActionResult done(
      Action action, String explanation, long operation, JsonObject before, JsonObject after) {
    return new ActionResult(action, ActionOutcome.DONE, explanation, operation, before, after);
  }

  /** The same result, in other words and with another state after it. */
  public ActionResult followedBy(String more, JsonObject then) {
    return new ActionResult(
        action, outcome, explanation + more, operation, before, after.copy().mergeIn(then));
  }
}
