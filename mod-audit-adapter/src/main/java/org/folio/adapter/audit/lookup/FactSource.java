/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.lookup;

import io.vertx.core.Future;
import org.folio.adapter.audit.record.Facts;
import org.folio.adapter.audit.record.Needs;
import org.folio.eventbus.Event;

/** Looks up names, barcodes and items that log records lack. */
@FunctionalInterface
public interface FactSource {

  /** Looks up nothing; records then contain only what their payload contains. */
  FactSource NOBODY = (event, needs) -> Future.succeededFuture(Facts.NONE);

  /**
   * Looks up the given needs.
   *
   * @return the facts that exist; fails if a module could not be asked, and the caller then retries
   */
  Future<Facts> facts(Event event, Needs needs);
}
