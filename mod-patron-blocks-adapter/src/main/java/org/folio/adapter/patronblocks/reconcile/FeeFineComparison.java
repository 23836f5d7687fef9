/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares a fee or fine of a summary with its account (contract: circulation, section 8). */
final class FeeFineComparison {

  private FeeFineComparison() {}

  /**
   * All differences of one account.
   *
   * @param id of the account
   * @param summary null if the summary does not have it open
   * @param stored null if storage does not have it
   */
  static List<Difference> of(
      UUID id, @Nullable SummaryFeeFine summary, @Nullable StoredAccount stored) {
    UUID owner = stored == null || stored.balance().signum() == 0 ? null : stored.userId();
    List<Difference> differences = new ArrayList<>();
    if (summary != null && !summary.userId().equals(owner)) {
      differences.add(
          Difference.ghost(
              DifferenceKind.FEE_FINE_GHOST, id, summary.userId(), summary.json(), end(stored)));
    }
    if (stored != null && owner != null) {
      if (summary == null || !summary.userId().equals(owner)) {
        differences.add(
            Difference.missing(DifferenceKind.FEE_FINE_MISSING, id, owner, stored.json()));
      } else if (summary.balance().compareTo(stored.balance()) != 0) {
        differences.add(
            new Difference(
                DifferenceKind.BALANCE_WRONG,
                id,
                owner,
                summary.balance().toPlainString(),
                stored.balance().toPlainString()));
      }
    }
    return differences;
  }

  private static String end(@Nullable StoredAccount stored) {
    if (stored == null) {
      return "deleted";
    }
    return stored.balance().signum() == 0 ? "closed or paid" : "open, but of another patron";
  }
}
