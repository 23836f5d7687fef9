/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.LoanRecord.Kind;
import org.folio.adapter.circulation.witness.round.TenantMarks;
import org.jspecify.annotations.Nullable;

/**
 * Derives the results of storage's records one by one: the new state of each loan, the events that
 * must follow, and underivable changes. Runs no statement itself.
 */
final class LoanChanges {

  private final Map<UUID, LoanTable.Known> known;
  private final TenantMarks marks;
  private final @Nullable Instant judgedFrom;
  private final Map<UUID, LoanTable.Change> changes = new HashMap<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private final List<LoanRecord> declaredLostWaived = new ArrayList<>();
  private final List<LoanRecord> underivable = new ArrayList<>();
  private final Set<UUID> blurred = new HashSet<>();

  /**
   * Begins with what is known.
   *
   * @param judgedFrom older changes are learnt but not judged; null to judge none
   */
  LoanChanges(Map<UUID, LoanTable.Known> known, TenantMarks marks, @Nullable Instant judgedFrom) {
    this.known = new HashMap<>(known);
    this.marks = marks;
    this.judgedFrom = judgedFrom;
  }

  /** States to write. */
  List<LoanTable.Change> changes() {
    return List.copyOf(changes.values());
  }

  /** Required and optional events, in order. */
  List<Expectation> expectations() {
    return List.copyOf(expectations);
  }

  /**
   * Records that close a loan, where the declaration as lost may be part of the same staff action.
   */
  List<LoanRecord> declaredLostWaived() {
    return List.copyOf(declaredLostWaived);
  }

  /** Records with an underivable part. */
  List<LoanRecord> underivable() {
    return List.copyOf(underivable);
  }

  /** Takes the next record of a loan; not a record about the deletion of all loans. */
  void take(LoanRecord next) {
    UUID loan = Objects.requireNonNull(next.loanId());
    LoanTable.Known before = known.get(loan);
    if (marks.isBeforeEmptying(next.time())) {
      return;
    }
    if (next.kind() == Kind.DELETED) {
      deleted(next, loan, before);
    } else if (next.after() == null) {
      // The row vanished between write and read; another record reports its deletion.
      blur(next, loan, before);
    } else {
      written(next, loan, before, next.after());
    }
  }

  private void deleted(LoanRecord next, UUID loan, LoanTable.@Nullable Known before) {
    LoanRowState last = before == null ? next.before() : before.state();
    if (last == null) {
      return;
    }
    judge(next, Derivation.of(next, last, last.ended()));
    know(loan, last.ended(), next.time());
  }

  private void written(
      LoanRecord next, UUID loan, LoanTable.@Nullable Known before, LoanRowState after) {
    if (before == null) {
      first(next, loan, after);
      return;
    }
    LoanRowState state = before.state();
    // A deletion does not change the row's own time.
    boolean beforeItsEnd =
        !state.open() && after.open() && next.time().isBefore(before.recordedAt());
    if (after.isOlderThan(state) || after.isSameWriteAs(state) || beforeItsEnd) {
      // A later write overtook it, or two writers overlapped and this one read the other's row.
      blur(next, loan, before);
      return;
    }
    LoanRowState claimed = next.before();
    if (claimed != null && state.isOlderThan(claimed)) {
      // Events of the write in between have arrived or are required below, as a part of the whole
      // change.
      judge(next, Derivation.of(next, state, claimed).allowed());
      blurred.add(loan);
    }
    judge(next, Derivation.of(next, state, after));
    know(loan, after.ownedBy(after.open() ? state.userId() : null), next.time());
  }

  private void first(LoanRecord next, UUID loan, LoanRowState after) {
    if (next.kind() == Kind.CREATED) {
      judge(next, Derivation.of(next, null, after));
    } else if (next.before() != null) {
      judge(next, Derivation.of(next, next.before(), after));
    }
    know(loan, after, next.time());
  }

  private void blur(LoanRecord next, UUID loan, LoanTable.@Nullable Known before) {
    if (before != null && !next.isHistory()) {
      blurred.add(loan);
      know(loan, before.state(), before.recordedAt());
    }
  }

  private void know(UUID loan, LoanRowState state, Instant time) {
    known.put(loan, new LoanTable.Known(state, time));
    changes.put(loan, new LoanTable.Change(loan, state, time, blurred.contains(loan)));
  }

  private void judge(LoanRecord next, Derivation.Result result) {
    if (judgedFrom == null || next.time().isBefore(judgedFrom)) {
      return;
    }
    expectations.addAll(result.expectations());
    if (result.underivable()) {
      underivable.add(next);
    }
    if (result.expectations().stream()
        .anyMatch(one -> one.rule() == Rule.T5 && one.demand() == Demand.REQUIRED)) {
      // Within one batch, too; the table holds earlier ones.
      expectations.replaceAll(one -> waived(one, next));
      declaredLostWaived.add(next);
    }
  }

  private static Expectation waived(Expectation one, LoanRecord closing) {
    boolean sameAction =
        one.requestId() == null
            || closing.action() != null
                && one.requestId().split(";", 2)[0].equals(closing.action());
    return one.rule() == Rule.T9 && one.loanId().equals(closing.loanId()) && sameAction
        ? one.allowed()
        : one;
  }
}
