/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.log;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.folio.adapter.audit.lookup.FactSource;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;

/**
 * Keeps log records: asks other modules for what the event does not tell, outside of any
 * transaction, and then writes in one. The same event again changes nothing.
 */
public final class LogRecordHandler implements ExternalHandler {

  private final FactSource facts;
  private final CirculationLog log;

  /** A handler that asks the source and writes to the log. */
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
