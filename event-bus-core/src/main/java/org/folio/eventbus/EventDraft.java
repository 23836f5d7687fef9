/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event before its publication: it has no number yet.
 *
 * @param id the event's id, or null to let the publisher choose one. Only an event with an id of
 *     its own can be published again without becoming a second event
 * @param type a type of the publisher's catalog
 * @param stream the stream, or null for the only stream of the publisher that carries the type
 * @param payload the flat payload; it is read once, when {@code publish} is called
 * @param time when the fact happened, or null for the time of publishing
 * @param correlation the request that caused it
 * @param operation the group that it belongs to, or null
 */
public record EventDraft(
    @Nullable UUID id,
    String type,
    @Nullable String stream,
    JsonObject payload,
    @Nullable Instant time,
    Correlation correlation,
    @Nullable Operation operation) {

  /** An event of a type that only one stream of the publisher carries. */
  public EventDraft(
      @Nullable UUID id,
      String type,
      JsonObject payload,
      @Nullable Instant time,
      Correlation correlation,
      @Nullable Operation operation) {
    this(id, type, null, payload, time, correlation, operation);
  }

  /** An event with a random id that happens now. */
  public static EventDraft of(String type, JsonObject payload) {
    return new EventDraft(null, type, payload, null, Correlation.NONE, null);
  }

  /** The same event with the given id. */
  public EventDraft withId(UUID newId) {
    return new EventDraft(newId, type, stream, payload, time, correlation, operation);
  }

  /** The same event on the given stream, for a type that several streams carry. */
  public EventDraft onStream(String newStream) {
    return new EventDraft(id, type, newStream, payload, time, correlation, operation);
  }

  /** The same event, caused by the given request. */
  public EventDraft withCorrelation(Correlation newCorrelation) {
    return new EventDraft(id, type, stream, payload, time, newCorrelation, operation);
  }

  /** The same event as a member of an operation. */
  public EventDraft withOperation(Operation newOperation) {
    return new EventDraft(id, type, stream, payload, time, correlation, newOperation);
  }
}
