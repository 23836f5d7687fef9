/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.KeyRule;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * The streams behind event types of mod-pubsub. A type of the circulation domain is an event of its
 * stream, keyed by its patron, account or item. Every other type is wrapped into an event of stream
 * {@value #OTHERS}, in which each event stands alone.
 */
public final class BridgeStreams {

  /** The stream of all types that no other stream carries. */
  public static final String OTHERS = "pubsub.events";

  /** The type of the events of that stream. */
  public static final String WRAPPED = "PUBSUB_EVENT";

  private static final String EVENT_TYPE = "eventType";
  private static final String PUBLISHED_BY = "publishedBy";
  private static final String PAYLOAD = "eventPayload";
  private static final String KEY = "key";

  // What mod-pubsub sends for an event without a payload (contract).
  private static final String NO_PAYLOAD = "null";

  // mod-feesfines and mod-circulation publish log records, each on a stream of its own.
  private static final String FEES_FINES = "mod-feesfines";

  /** The types of all streams. */
  public static final EventCatalog CATALOG =
      EventCatalog.circulation()
          .and(EventCatalog.feesFines())
          .and(EventCatalog.circulationLog())
          .and(EventCatalog.feesFinesLog())
          .and(
              new EventCatalog(
                  List.of(
                      new EventType(
                          WRAPPED,
                          OTHERS,
                          KeyRule.property(KEY),
                          "wrappedPubSubEvent.json",
                          EventType.Kinds.ONE))));

  private BridgeStreams() {}

  /**
   * An event as the bus carries it.
   *
   * @param type its type on the stream
   */
  public record Carried(String stream, String type, JsonObject payload) {}

  /**
   * The event of the bus for a published one.
   *
   * @param publisher the publishing module without its version
   * @param moduleId the same with its version
   * @param payload as it was published, or null
   * @throws InvalidEventException if the payload violates the schema of its stream: no subscriber
   *     could apply it
   */
  public static Carried carried(
      String eventType, String publisher, String moduleId, @Nullable String payload) {
    List<EventType> types = new ArrayList<>();
    CATALOG.types().stream().filter(type -> type.name().equals(eventType)).forEach(types::add);
    if (types.isEmpty() || eventType.equals(WRAPPED)) {
      JsonObject wrapped = new JsonObject().put(EVENT_TYPE, eventType).put(PUBLISHED_BY, moduleId);
      if (payload != null) {
        wrapped.put(PAYLOAD, payload);
      }
      return new Carried(OTHERS, WRAPPED, wrapped);
    }
    types.sort(Comparator.comparing(type -> !isOwn(type, publisher)));
    JsonObject json =
        Optional.ofNullable(payload)
            .flatMap(text -> JsonBody.object(text.getBytes(StandardCharsets.UTF_8)))
            .orElseThrow(() -> invalid("must be a JSON object", payload));
    List<Violation> first = List.of();
    for (EventType type : types) {
      List<Violation> violations = CATALOG.violations(type, json.encode());
      if (violations.isEmpty()) {
        return new Carried(type.stream(), type.name(), json);
      }
      first = first.isEmpty() ? violations : first;
    }
    throw new InvalidEventException(
        first.stream()
            .map(
                one ->
                    new Violation(
                        PAYLOAD + "." + one.path(), one.value(), one.message(), one.code()))
            .toList());
  }

  private static InvalidEventException invalid(String message, @Nullable String value) {
    return new InvalidEventException(
        List.of(new Violation(PAYLOAD, value == null ? null : "a text", message, "-1")));
  }

  private static boolean isOwn(EventType type, String publisher) {
    return publisher.equals(FEES_FINES) == type.stream().equals(EventCatalog.FEES_FINES_LOG);
  }

  /** The name of an event's type at mod-pubsub. */
  public static String eventType(Event event) {
    return isWrapped(event) ? event.json().getString(EVENT_TYPE, WRAPPED) : event.type();
  }

  /** The body with which subscribers are called. */
  public static String body(Event event) {
    return isWrapped(event) ? event.json().getString(PAYLOAD, NO_PAYLOAD) : event.payload();
  }

  /** The streams that carry an event type of mod-pubsub. */
  public static Set<String> streamsOf(String eventType) {
    Set<String> streams =
        CATALOG.types().stream()
            .filter(type -> type.name().equals(eventType))
            .map(EventType::stream)
            .collect(Collectors.toSet());
    return streams.isEmpty() ? Set.of(OTHERS) : streams;
  }

  private static boolean isWrapped(Event event) {
    return event.stream().equals(OTHERS);
  }
}
