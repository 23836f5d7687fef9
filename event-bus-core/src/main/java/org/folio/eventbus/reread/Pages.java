/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.admin.replay.ReplayedPartition;
import org.folio.eventbus.delivery.Delivery;

/** Deliveries that come again, page by page. Used on one context only. */
interface Pages {

  /** The next ones; empty when there are no more. Fails if they cannot be read. */
  Future<List<Delivery>> next();

  /** Records that were looked at until now. */
  long read();

  /** How far each partition was read. */
  List<ReplayedPartition> partitions();

  /** Whether there is more, beyond the greatest number of events. */
  boolean limitReached();

  /** Gives everything back; a page that is being read fails. */
  Future<Void> close();
}
