/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.lookup;

import io.vertx.core.Future;
import org.folio.adapter.audit.record.Facts;
import org.folio.adapter.audit.record.Needs;
import org.folio.eventbus.Event;

/** Who knows the names, barcodes and items that log records do not tell. */
@FunctionalInterface
public interface FactSource {

  /** Nobody can be asked: records tell what their payload tells. */
  FactSource NOBODY = (event, needs) -> Future.succeededFuture(Facts.NONE);

  /**
   * Asks for what is needed.
   *
   * @return lacks what is not there; fails if it could not be asked for, and is then to be repeated
   */
  Future<Facts> facts(Event event, Needs needs);
}
