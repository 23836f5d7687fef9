/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The result of an action or of its dry run.
 *
 * @param explanation what was or would be done, and its consequences
 * @param operation the entry in the operation log; null if there is none
 * @param before the state before the action
 * @param after the state after the action; for a dry run, the state that it would lead to
 */
public record ActionResult(
    Action action,
    ActionOutcome outcome,
    String explanation,
    @Nullable Long operation,
    JsonObject before,
    JsonObject after) {

  /** The result of a dry run. */
  public static ActionResult dryRun(
      Action action, String explanation, JsonObject before, JsonObject after) {
    return new ActionResult(action, ActionOutcome.DRY_RUN, explanation, null, before, after);
  }

  /** The result of an action with nothing to do, for the given reason. */
  public static ActionResult nothing(Action action, String explanation) {
    return new ActionResult(
        action, ActionOutcome.NOTHING_TO_DO, explanation, null, new JsonObject(), new JsonObject());
  }

  /** The result of an action that was done and logged. */
  public static ActionResult done(
      Action action, String explanation, long operation, JsonObject before, JsonObject after) {
    return new ActionResult(action, ActionOutcome.DONE, explanation, operation, before, after);
  }

  /** The same result with another explanation and another state after the action. */
  public ActionResult followedBy(String more, JsonObject then) {
    return new ActionResult(
        action, outcome, explanation + more, operation, before, after.copy().mergeIn(then));
  }
}
