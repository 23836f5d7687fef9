/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.logrecord;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Arrays;
import java.util.List;

/**
 * How a log record is made: who sends it, which schema it satisfies, and where its key stands.
 *
 * <p>What concerns a loan has the loan's id as its key, so that the record of its anonymisation
 * never overtakes another one of it; what concerns no loan has the item's, and requests have their
 * own. Only where none of these ids is given, a record has another key: the account's or the
 * patron's. The places are tried in their order.
 */
enum LogRecordShape {
  CHECK_IN(Producer.CIRCULATION, "logCheckIn.json", "/loanId", "/itemId", "/userId"),
  CHECK_OUT(Producer.CIRCULATION, "logCheckOut.json", "/loanId", "/itemId", "/userId"),
  LOAN(
      Producer.CIRCULATION,
      "logLoan.json",
      "/payload/loanId",
      "/payload/itemId",
      "/payload/userId"),
  NOTICE(
      Producer.CIRCULATION,
      "logNotice.json",
      "/payload/items/0/loanId",
      "/payload/requestId",
      "/payload/items/0/itemId",
      "/payload/accountId",
      "/payload/userId"),
  REQUEST_CREATED(Producer.CIRCULATION, "logRequestCreated.json", "/payload/requests/created/id"),
  REQUEST_UPDATED(
      Producer.CIRCULATION,
      "logRequestUpdated.json",
      "/payload/requests/updated/id",
      "/payload/requests/original/id"),
  REQUEST_REORDERED(
      Producer.CIRCULATION,
      "logRequestReordered.json",
      "/payload/requests/reordered/0/id",
      "/payload/itemId"),
  REQUEST_ANONYMIZED(
      Producer.CIRCULATION, "logRequestAnonymized.json", "/payload/linkToIds/requestId"),
  FEE_FINE(
      Producer.FEES_FINES,
      "logFeeFine.json",
      "/payload/loanId",
      "/payload/itemId",
      "/payload/accountId",
      "/payload/userId"),
  FEE_FINE_NOTICE(
      Producer.FEES_FINES,
      "logFeeFineNotice.json",
      "/payload/items/0/loanId",
      "/payload/items/0/itemId",
      "/payload/accountId",
      "/payload/userId"),
  MANUAL_BLOCK(Producer.FEES_FINES, "logManualBlock.json", "/payload/userId", "/payload/id");

  private final Producer producer;
  private final String schema;
  private final List<JsonPointer> keys;

  LogRecordShape(Producer producer, String schema, String... keys) {
    this.producer = producer;
    this.schema = schema;
    this.keys = Arrays.stream(keys).map(JsonPointer::compile).toList();
  }

  /** Who sends log records. */
  enum Producer {
    CIRCULATION,
    FEES_FINES
  }

  Producer producer() {
    return producer;
  }

  String schema() {
    return schema;
  }

  /** Where the key may stand, best place first. */
  List<JsonPointer> keys() {
    return keys;
  }
}
