/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines.example;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * An account that changes repeatedly. The number of its changes determines the remaining amount and
 * the expected events.
 */
final class Account {

  /** The remaining amount after a change that is rolled back. */
  static final int WITHDRAWN = 666;

  private static final String CHANGES = "changes";

  // Every fourth change pays the account.
  private static final int CYCLE = 4;

  private Account() {}

  /** An account before its first change; equal numbers give equal accounts. */
  static JsonObject numbered(int number) {
    return new JsonObject()
        .put("id", id("account", number).toString())
        .put("userId", id("user", number).toString())
        .put("loanId", id("loan", number).toString())
        .put("feeFineId", id("type", number).toString())
        .put(CHANGES, 0);
  }

  static UUID id(String kind, int number) {
    return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8));
  }

  /** The account after a further change. */
  static JsonObject changed(JsonObject account) {
    int changes = account.getInteger(CHANGES) + 1;
    return with(account.copy().put(CHANGES, changes), remaining(changes));
  }

  /** The account after a change that is rolled back. */
  static JsonObject withdrawn(JsonObject account) {
    return with(account.copy(), WITHDRAWN);
  }

  private static JsonObject with(JsonObject account, int remaining) {
    return account
        .put("remaining", remaining)
        .put("status", new JsonObject().put("name", remaining == 0 ? "Closed" : "Open"));
  }

  /** The balances that an account has published after this number of changes, in order. */
  static List<Integer> balances(int changes) {
    return IntStream.rangeClosed(1, changes).mapToObj(Account::remaining).toList();
  }

  private static int remaining(int changes) {
    return (CYCLE - changes % CYCLE) % CYCLE;
  }
}
