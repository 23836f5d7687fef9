/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import java.util.Comparator;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * All facts of one source about one account. {@link #merge} is associative, commutative and
 * idempotent, like that of loans.
 *
 * @param balance the remaining amount according to the last event
 * @param userId the debtor according to the last event that names one; the deletion of an account
 *     names none
 * @param typeId the type of the fee or fine, likewise
 */
record FeeFineRegisters(
    Stamped<Balance> balance, @Nullable Stamped<UUID> userId, @Nullable Stamped<UUID> typeId) {

  // As text: PostgreSQL compares UUIDs that way, and Java compares their halves as signed numbers.
  private static final Comparator<UUID> TIE = Comparator.comparing(UUID::toString);

  FeeFineRegisters merge(FeeFineRegisters other) {
    Stamped<Balance> later = Stamped.latest(balance, other.balance, Balance.TIE);
    return new FeeFineRegisters(
        later == null ? balance : later,
        Stamped.latest(userId, other.userId, TIE),
        Stamped.latest(typeId, other.typeId, TIE));
  }
}
