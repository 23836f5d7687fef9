/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * One difference between the summary and storage.
 *
 * @param recordId of the loan or account
 * @param userId the patron
 * @param summary what the summary says about it
 * @param storage what storage says about it
 */
record Difference(DifferenceKind kind, UUID recordId, UUID userId, Object summary, Object storage) {

  private static final String ABSENT = "absent";

  static Difference missing(DifferenceKind kind, UUID recordId, UUID userId, JsonObject storage) {
    return new Difference(kind, recordId, userId, ABSENT, storage);
  }

  static Difference ghost(
      DifferenceKind kind, UUID recordId, UUID userId, JsonObject summary, String storage) {
    return new Difference(kind, recordId, userId, summary, storage);
  }
}
