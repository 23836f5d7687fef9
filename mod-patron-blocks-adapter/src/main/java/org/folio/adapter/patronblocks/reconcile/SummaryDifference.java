/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the summary and storage.
 *
 * @param recordId of the loan or account
 * @param userId the patron
 * @param summary the summary's version
 * @param storage storage's version
 */
public record SummaryDifference(
    DifferenceKind kind, UUID recordId, UUID userId, Object summary, Object storage) {

  private static final String ABSENT = "absent";
  private static final String DELETED = "deleted";

  static SummaryDifference missing(DifferenceKind kind, UUID userId, StoredRecord stored) {
    return new SummaryDifference(kind, stored.id(), userId, ABSENT, stored.json());
  }

  static SummaryDifference ghost(
      DifferenceKind kind, SummaryRecord summary, @Nullable StoredRecord stored) {
    return new SummaryDifference(
        kind,
        summary.id(),
        summary.userId(),
        summary.json(),
        stored == null ? DELETED : stored.end());
  }
}
