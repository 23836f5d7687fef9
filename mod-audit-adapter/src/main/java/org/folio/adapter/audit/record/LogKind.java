/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Converts log records of some kinds into records of the circulation log. Stateless and safe for
 * use by several threads.
 */
interface LogKind {

  /** What to look up in other modules for the body. */
  Needs needs(JsonObject body);

  /**
   * Converts a log record.
   *
   * @param body the whole payload of the event
   * @param facts the answers of other modules; it may lack any of them
   * @param time the time of the event
   */
  Logged logged(JsonObject body, Facts facts, Instant time);
}
