/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact that travels on the bus: immutable, numbered, belongs to one tenant.
 *
 * @param id identifies the fact; an event keeps its id however often it is delivered
 * @param type for example {@code ITEM_CHECKED_OUT}
 * @param tenant the tenant that the fact belongs to
 * @param stream the ordered family of events, for example {@code circulation.loan-events}; for an
 *     event without a number the type and the partition that bound its order, for example {@code
 *     circulation.ITEM_CHECKED_OUT-3}
 * @param key the ordering key, for example the borrower's user id
 * @param sequence number per (tenant, stream, key), from 1; gap-free if the event is numbered. Do
 *     not compare numbers of different streams or keys
 * @param time when the fact happened, according to its producer
 * @param payload the JSON object, as the exact text of the record
 * @param correlation the request that caused it
 * @param operation the group that it belongs to, or null for an event on its own
 * @param sequencing where the sequence comes from
 */
public record Event(
    UUID id,
    String type,
    TenantId tenant,
    String stream,
    String key,
    long sequence,
    Instant time,
    String payload,
    Correlation correlation,
    @Nullable Operation operation,
    Sequencing sequencing) {

  /** An event that its producer has numbered. */
  public Event(
      UUID id,
      String type,
      TenantId tenant,
      String stream,
      String key,
      long sequence,
      Instant time,
      String payload,
      Correlation correlation,
      @Nullable Operation operation) {
    this(
        id,
        type,
        tenant,
        stream,
        key,
        sequence,
        time,
        payload,
        correlation,
        operation,
        Sequencing.NUMBERED);
  }

  /** Parses the payload. Each call gives a new object that the caller may change. */
  public JsonObject json() {
    return new JsonObject(payload);
  }

  /** The event without its payload, which may hold personal data. */
  @Override
  public String toString() {
    return type + " " + id + " (" + tenant + ", " + stream + ", sequence " + sequence + ")";
  }
}
