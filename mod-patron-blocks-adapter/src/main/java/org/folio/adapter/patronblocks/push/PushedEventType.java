/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import java.util.List;
import org.folio.adapter.patronblocks.fact.HandlerPaths;
import org.folio.adapter.patronblocks.push.PushedField.Kind;

/** The event types of the handlers, with the used members (contract: circulation 1.3). */
enum PushedEventType {
  ITEM_CHECKED_OUT(
      PushedField.USER,
      PushedField.LOAN,
      PushedField.DUE_DATE,
      new PushedField("gracePeriod", Kind.GRACE_PERIOD)),
  ITEM_CHECKED_IN(PushedField.USER, PushedField.LOAN),
  ITEM_DECLARED_LOST(PushedField.USER, PushedField.LOAN),
  ITEM_AGED_TO_LOST(PushedField.USER, PushedField.LOAN),
  ITEM_CLAIMED_RETURNED(PushedField.USER, PushedField.LOAN),
  LOAN_DUE_DATE_CHANGED(
      PushedField.USER,
      PushedField.LOAN,
      PushedField.DUE_DATE,
      new PushedField("dueDateChangedByRecall", Kind.FLAG)),
  LOAN_CLOSED(PushedField.USER, PushedField.LOAN),
  FEE_FINE_BALANCE_CHANGED(
      PushedField.USER,
      new PushedField("feeFineId", Kind.UUID),
      new PushedField("feeFineTypeId", Kind.UUID),
      PushedField.LOAN,
      new PushedField("balance", Kind.NUMBER));

  private final List<PushedField> fields;

  PushedEventType(PushedField... fields) {
    this.fields = List.of(fields);
  }

  /** In the order in which they are stored. */
  List<PushedField> fields() {
    return fields;
  }

  /** mod-pubsub's push path. */
  String path() {
    return HandlerPaths.of(name());
  }
}
