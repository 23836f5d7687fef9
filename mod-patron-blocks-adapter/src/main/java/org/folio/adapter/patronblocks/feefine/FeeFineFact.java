/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.PayloadReader;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.folio.eventbus.Event;
import org.jspecify.annotations.Nullable;

/** The content of one event about one account. */
record FeeFineFact(UUID feeFineId, Source source, FeeFineRegisters registers) {

  /** The only event that changes what a patron owes (contract: mod-patron-blocks 2.5). */
  static final String BALANCE_CHANGED = "FEE_FINE_BALANCE_CHANGED";

  /**
   * Reads an event.
   *
   * @return empty if the event is of another type
   * @throws IllegalArgumentException if a value can never be applied; the message names the event
   *     and the field but no value, which may be personal
   */
  static Optional<FeeFineFact> of(Event event) {
    if (!event.type().equals(BALANCE_CHANGED)) {
      return Optional.empty();
    }
    PayloadReader payload = new PayloadReader(event);
    return Optional.of(
        new FeeFineFact(
            payload.uuid("feeFineId"),
            Source.of(event),
            new FeeFineRegisters(
                payload.stamped(
                    new Balance(payload.amount("balance"), payload.optionalUuid("loanId"))),
                named(payload, "userId"),
                named(payload, "feeFineTypeId"))));
  }

  private static @Nullable Stamped<UUID> named(PayloadReader payload, String field) {
    UUID id = payload.optionalUuid(field);
    return id == null ? null : payload.stamped(id);
  }
}
