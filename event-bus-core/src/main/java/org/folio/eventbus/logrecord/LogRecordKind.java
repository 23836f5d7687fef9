/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.logrecord;

import java.util.List;
import java.util.Optional;
import org.folio.eventbus.logrecord.LogRecordShape.Producer;

/** The kinds of log records, by their names in {@code logEventType}. */
enum LogRecordKind {
  CHECK_IN_EVENT(LogRecordShape.CHECK_IN),
  CHECK_OUT_EVENT(LogRecordShape.CHECK_OUT),
  CHECK_OUT_THROUGH_OVERRIDE_EVENT(LogRecordShape.CHECK_OUT),
  LOAN(LogRecordShape.LOAN),
  NOTICE(LogRecordShape.NOTICE, LogRecordShape.FEE_FINE_NOTICE),
  NOTICE_ERROR(LogRecordShape.NOTICE, LogRecordShape.FEE_FINE_NOTICE),
  REQUEST_CREATED_EVENT(LogRecordShape.REQUEST_CREATED),
  REQUEST_CREATED_THROUGH_OVERRIDE_EVENT(LogRecordShape.REQUEST_CREATED),
  REQUEST_UPDATED_EVENT(LogRecordShape.REQUEST_UPDATED),
  REQUEST_MOVED_EVENT(LogRecordShape.REQUEST_UPDATED),
  REQUEST_REORDERED_EVENT(LogRecordShape.REQUEST_REORDERED),
  /** Sent by mod-circulation-storage, in the shape of its updated requests. */
  REQUEST_EXPIRED_EVENT(LogRecordShape.REQUEST_UPDATED),
  /** Known to consumers; no module sends it. */
  REQUEST_CANCELLED_EVENT(LogRecordShape.REQUEST_UPDATED),
  REQUEST_ANONYMIZED_EVENT(LogRecordShape.REQUEST_ANONYMIZED),
  FEE_FINE(LogRecordShape.FEE_FINE),
  MANUAL_BLOCK_CREATED_EVENT(LogRecordShape.MANUAL_BLOCK),
  MANUAL_BLOCK_MODIFIED_EVENT(LogRecordShape.MANUAL_BLOCK),
  MANUAL_BLOCK_DELETED_EVENT(LogRecordShape.MANUAL_BLOCK);

  private final List<LogRecordShape> shapes;

  LogRecordKind(LogRecordShape... shapes) {
    this.shapes = List.of(shapes);
  }

  /** The shape that a producer gives to the kind; empty if it does not send the kind. */
  Optional<LogRecordShape> shape(Producer producer) {
    return shapes.stream().filter(shape -> shape.producer() == producer).findFirst();
  }
}
