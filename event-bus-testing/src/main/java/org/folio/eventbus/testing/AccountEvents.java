/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Payloads of the account events as mod-feesfines writes them, built as in {@link LoanEvents}. Safe
 * for use by several threads.
 */
public final class AccountEvents {

  private AccountEvents() {}

  /** {@code FEE_FINE_BALANCE_CHANGED} of an account that belongs to no loan. */
  public static Map<String, Object> balanceChanged(
      UUID userId, UUID accountId, UUID typeId, BigDecimal balance) {
    return Collections.unmodifiableMap(balance(userId, accountId, typeId, balance));
  }

  /** {@code FEE_FINE_BALANCE_CHANGED} of an account of a loan. */
  public static Map<String, Object> balanceChanged(
      UUID userId, UUID accountId, UUID typeId, BigDecimal balance, UUID loanId) {
    Map<String, Object> payload = balance(userId, accountId, typeId, balance);
    payload.put("loanId", loanId.toString());
    return Collections.unmodifiableMap(payload);
  }

  /** {@code FEE_FINE_BALANCE_CHANGED} of a deleted account: it names no patron and no loan. */
  public static Map<String, Object> accountDeleted(UUID accountId) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("feeFineId", accountId.toString());
    payload.put("balance", 0.0);
    return Collections.unmodifiableMap(payload);
  }

  /** {@code LOAN_RELATED_FEE_FINE_CLOSED}. */
  public static Map<String, Object> loanRelatedFeeFineClosed(UUID loanId) {
    return Map.of("loanId", loanId.toString());
  }

  private static Map<String, Object> balance(
      UUID userId, UUID accountId, UUID typeId, BigDecimal balance) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("userId", userId.toString());
    payload.put("feeFineId", accountId.toString());
    payload.put("feeFineTypeId", typeId.toString());
    payload.put("balance", balance.doubleValue());
    return payload;
  }
}
