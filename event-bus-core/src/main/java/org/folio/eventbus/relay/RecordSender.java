/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.outbox.OutboxRow;

/** Sends events to Kafka. */
@FunctionalInterface
interface RecordSender {

  /**
   * Sends rows in order and waits until each was acknowledged or rejected. No event of a key is
   * sent after one that was not.
   *
   * @return the outcome of each row; fails only if nothing was sent
   */
  Future<SendResult> send(List<OutboxRow> rows);
}
