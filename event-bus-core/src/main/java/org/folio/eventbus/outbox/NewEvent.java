/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.Operation;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * A checked event before its insertion into the outbox; only its number is missing.
 *
 * @param id its id
 * @param repeatable whether the caller set the id, so that it may have been published before
 * @param type a known type
 * @param stream the type's stream
 * @param key the key from the payload
 * @param payload JSON text that satisfies the type's schema
 * @param time when the fact happened
 * @param correlation the request that caused it
 * @param operation its group, or null
 */
record NewEvent(
    UUID id,
    boolean repeatable,
    String type,
    String stream,
    String key,
    String payload,
    Instant time,
    Correlation correlation,
    @Nullable Operation operation) {

  EventDraft draft() {
    return new EventDraft(id, type, new JsonObject(payload), time, correlation, operation);
  }

  StreamKey streamKey() {
    return new StreamKey(stream, key);
  }
}
