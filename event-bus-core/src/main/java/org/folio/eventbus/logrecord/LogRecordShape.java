/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.logrecord;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Arrays;
import java.util.List;

/**
 * The properties of a log record: its sender, its schema, and the place of its key.
 *
 * <p>A record about a loan has the loan's id as its key, so that the record of its anonymisation
 * never overtakes another record of the loan. Other records have the item's id, and requests their
 * own. If none of these ids is given, the key is the account's or the patron's id. The places are
 * tried in their order.
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

  /** The sender of log records. */
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

  /** The places of the key, best first. */
  List<JsonPointer> keys() {
    return keys;
  }
}
