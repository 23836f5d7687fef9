/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.log;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.folio.adapter.audit.lookup.FactSource;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;

/**
 * Keeps log records. It asks other modules for facts that the event lacks, outside of any
 * transaction, and then writes in one transaction. Handling an event again changes nothing.
 */
public final class LogRecordHandler implements ExternalHandler {

  private final FactSource facts;
  private final CirculationLog log;

  /** Creates a handler that asks the source and writes to the log. */
  public LogRecordHandler(FactSource facts, CirculationLog log) {
    this.facts = facts;
    this.log = log;
  }

  @Override
  public Future<Void> handle(Event event) {
    JsonObject body = event.json();
    return facts
        .facts(event, LogKinds.needs(body))
        .compose(
            known ->
                log.write(event.tenant(), event.id(), LogKinds.logged(body, known, event.time())));
  }
}
