/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * The state of one account from both sources, at least one of which has facts.
 *
 * @param numbered null without facts of numbered events
 * @param unnumbered null without facts of unnumbered events
 */
record FeeFineState(
    UUID feeFineId, @Nullable FeeFineRegisters numbered, @Nullable FeeFineRegisters unnumbered) {

  /** The state with the registers of one source, which replace any before. */
  static FeeFineState with(
      UUID feeFineId, @Nullable FeeFineState known, Source source, FeeFineRegisters registers) {
    return switch (source) {
      case NUMBERED ->
          new FeeFineState(feeFineId, registers, known == null ? null : known.unnumbered);
      case UNNUMBERED ->
          new FeeFineState(feeFineId, known == null ? null : known.numbered, registers);
    };
  }

  /** The debtor; empty while only the deletion of the account has arrived. */
  Optional<UUID> userId() {
    return Optional.ofNullable(decide(FeeFineRegisters::userId)).map(Stamped::value);
  }

  /** The fee or fine in the form for clients; empty if nothing remains to be paid. */
  Optional<OpenFeeFine> open() {
    Stamped<Balance> balance = decide(FeeFineRegisters::balance);
    if (balance == null || balance.value().amount().signum() == 0) {
      return Optional.empty();
    }
    Stamped<UUID> type = decide(FeeFineRegisters::typeId);
    return Optional.of(
        new OpenFeeFine(
            feeFineId,
            type == null ? null : type.value(),
            balance.value().loanId(),
            balance.value().amount()));
  }

  private <T> @Nullable Stamped<T> decide(
      Function<FeeFineRegisters, @Nullable Stamped<T>> register) {
    return Source.decide(
        numbered == null ? null : register.apply(numbered),
        unnumbered == null ? null : register.apply(unnumbered));
  }
}
