/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * The state of one loan from both sources, at least one of which has facts.
 *
 * @param numbered null without facts of numbered events
 * @param unnumbered null without facts of unnumbered events
 */
record LoanState(
    UUID loanId, @Nullable LoanRegisters numbered, @Nullable LoanRegisters unnumbered) {

  /** Loans in the order of their check-outs; loans with unnumbered events only are last. */
  static final Comparator<LoanState> BY_CHECK_OUT =
      Comparator.comparing((LoanState loan) -> loan.out(loan.numbered) == null)
          .thenComparing(
              loan -> {
                Stamped<CheckOut> out = loan.checkOut();
                return out == null ? Stamped.UNWRITTEN : out.sequence();
              })
          .thenComparing(loan -> loan.loanId.toString());

  /** The state with the registers of one source, which replace any before. */
  static LoanState with(
      UUID loanId, @Nullable LoanState known, Source source, LoanRegisters registers) {
    return switch (source) {
      case NUMBERED -> new LoanState(loanId, registers, known == null ? null : known.unnumbered);
      case UNNUMBERED -> new LoanState(loanId, known == null ? null : known.numbered, registers);
    };
  }

  /** The loan in the form for clients; empty if it was not checked out, or has ended. */
  Optional<OpenLoan> open() {
    Stamped<CheckOut> out = checkOut();
    if (out == null || isClosed(numbered) || isClosed(unnumbered)) {
      return Optional.empty();
    }
    Stamped<DueDate> due = decide(LoanRegisters::dueDate);
    return Optional.of(
        new OpenLoan(
            loanId,
            due == null ? out.value().dueDate() : due.value().value(),
            due != null && due.value().recall(),
            isTrue(decide(LoanRegisters::lost)),
            isTrue(decide(LoanRegisters::claimed)),
            out.value().gracePeriod(),
            out.at().equals(Instant.EPOCH) ? null : out.at()));
  }

  // A loan has one check-out. The numbered one is the original, whatever the time of the other one.
  private @Nullable Stamped<CheckOut> checkOut() {
    Stamped<CheckOut> original = out(numbered);
    return original == null ? out(unnumbered) : original;
  }

  private @Nullable Stamped<CheckOut> out(@Nullable LoanRegisters registers) {
    return registers == null ? null : registers.checkOut();
  }

  // A number proves that an event happened before the check-out; such an event does not concern the
  // loan. The time of an unnumbered event proves nothing.
  private <T> @Nullable Stamped<T> decide(Function<LoanRegisters, @Nullable Stamped<T>> register) {
    Stamped<T> first = numbered == null ? null : register.apply(numbered);
    Stamped<T> second = unnumbered == null ? null : register.apply(unnumbered);
    Stamped<T> decided = Source.decide(first, second);
    boolean tooEarly = first != null && first.equals(decided) && !first.isAfter(out(numbered));
    return tooEarly ? null : decided;
  }

  private static boolean isTrue(@Nullable Stamped<Boolean> flag) {
    return flag != null && flag.value();
  }

  private static boolean isClosed(@Nullable LoanRegisters registers) {
    return registers != null && registers.isClosed();
  }
}
