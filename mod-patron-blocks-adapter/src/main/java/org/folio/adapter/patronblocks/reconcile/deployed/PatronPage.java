/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Some patrons in the order of their ids, with all open records of each in storage.
 *
 * @param patrons by id as text, the order in which storage and database sort
 * @param last the last patron, or null if no more follow
 * @param totalLoans open loans of this page and the following ones
 * @param totalFeesFines open fees and fines of this page and the following ones
 */
record PatronPage(
    SortedMap<String, StoredPatron> patrons,
    @Nullable UUID last,
    int totalLoans,
    int totalFeesFines) {

  /** The open records of a patron by their ids. */
  record StoredPatron(Map<UUID, StoredLoan> loans, Map<UUID, StoredAccount> accounts) {

    static StoredPatron none() {
      return new StoredPatron(new TreeMap<>(), new TreeMap<>());
    }
  }

  int loans() {
    return patrons.values().stream().mapToInt(patron -> patron.loans().size()).sum();
  }

  int feesFines() {
    return patrons.values().stream().mapToInt(patron -> patron.accounts().size()).sum();
  }

  /**
   * The first patrons of several sorted lists.
   *
   * @param known patrons who may have no open record in storage
   * @param most at least 1
   * @param moreKnown whether the list of known patrons continues
   */
  static PatronPage of(
      Slice<StoredLoan> loans,
      Slice<StoredAccount> accounts,
      List<String> known,
      boolean moreKnown,
      int most) {
    TreeMap<String, StoredPatron> all = new TreeMap<>();
    loans
        .records()
        .forEach(
            loan ->
                all.computeIfAbsent(patron(loan), none -> StoredPatron.none())
                    .loans()
                    .put(loan.id(), loan));
    accounts
        .records()
        .forEach(
            account ->
                all.computeIfAbsent(patron(account), none -> StoredPatron.none())
                    .accounts()
                    .put(account.id(), account));
    known.forEach(patron -> all.computeIfAbsent(patron, none -> StoredPatron.none()));
    // A list that continues may have further records of patrons after its end.
    String end = least(loans.complete(), accounts.complete());
    end = least(end, moreKnown ? known.get(known.size() - 1) : null);
    SortedMap<String, StoredPatron> sure = end == null ? all : all.headMap(end, true);
    if (sure.size() > most) {
      end = sure.keySet().stream().skip(most - 1L).findFirst().orElseThrow();
      sure = sure.headMap(end + '\0');
    }
    return new PatronPage(
        sure, end == null ? null : UUID.fromString(end), loans.total(), accounts.total());
  }

  private static String patron(StoredRecord stored) {
    return String.valueOf(stored.userId());
  }

  private static @Nullable String least(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * The first records of a range of patrons in storage.
   *
   * @param complete the last patron with all records in the slice; null if the range ends with it
   * @param total records of the whole range
   */
  record Slice<R>(List<R> records, @Nullable String complete, int total) {}
}
