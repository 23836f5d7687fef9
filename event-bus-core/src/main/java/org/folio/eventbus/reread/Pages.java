/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.admin.replay.ReplayedPartition;
import org.folio.eventbus.delivery.Delivery;

/** Replayed deliveries, page by page. Used on one context only. */
interface Pages {

  /** The next page; empty when there are no more. Fails if it cannot be read. */
  Future<List<Delivery>> next();

  /** Number of records read so far. */
  long read();

  /** How far each partition was read. */
  List<ReplayedPartition> partitions();

  /** Whether more events are selected than the maximum number. */
  boolean limitReached();

  /** Releases all resources; a page that is being read fails. */
  Future<Void> close();
}
