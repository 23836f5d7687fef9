/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Turns log records of some kinds into what is kept. Without state, usable from any thread. */
interface LogKind {

  /** What other modules are to be asked. */
  Needs needs(JsonObject body);

  /**
   * What is kept.
   *
   * @param body the whole payload of the event
   * @param facts the answers to what was asked; it may lack any of them
   * @param time when it happened, as the event says
   */
  Logged logged(JsonObject body, Facts facts, Instant time);
}
