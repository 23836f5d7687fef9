/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events that change a patron's loans (contract: mod-patron-blocks 2.5). */
enum LoanEventType {
  ITEM_CHECKED_OUT,
  ITEM_CHECKED_IN,
  ITEM_DECLARED_LOST,
  ITEM_AGED_TO_LOST,
  ITEM_CLAIMED_RETURNED,
  LOAN_DUE_DATE_CHANGED,
  LOAN_CLOSED;

  private static final Map<String, LoanEventType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  static Optional<LoanEventType> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
