/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Map;
import java.util.Optional;

/**
 * A kind of event that a catalog knows. Streams may have types of the same name.
 *
 * @param name for example {@code ITEM_CHECKED_OUT}
 * @param stream the stream that it is published on
 * @param keyRule where the payload holds the key
 * @param schema the payload's JSON Schema: the file name of one of the library's, or a place on the
 *     class path that begins with a slash, for example {@code /schemas/roomBooked.json}; of draft
 *     4, 6, 7, 2019-09 or 2020-12
 * @param kinds further schemas that depend on the payload, or {@link Kinds#ONE}
 * @param form what the values of FOLIO's own producers are on the topic of the type
 */
public record EventType(
    String name, String stream, KeyRule keyRule, String schema, Kinds kinds, ValueForm form) {

  /** A type whose events are business events, in whatever form they are wrapped. */
  public EventType(String name, String stream, KeyRule keyRule, String schema, Kinds kinds) {
    this(name, stream, keyRule, schema, kinds, ValueForm.BUSINESS_EVENT);
  }

  /** A type whose key is a property of the payload, and whose payloads are all of one kind. */
  public EventType(String name, String stream, String keyProperty, String schema) {
    this(name, stream, KeyRule.property(keyProperty), schema, Kinds.ONE);
  }

  /**
   * The domain events of a storage module. Their topic is that of the stream, and their key that of
   * the record.
   *
   * @param name what stands behind the last dot of the topic's name, for example {@code loan}
   * @param stream the topic's name behind the tenant, for example {@code circulation.loan}
   */
  public static EventType domainEvent(String name, String stream, String schema) {
    return new EventType(
        name, stream, payload -> Optional.empty(), schema, Kinds.ONE, ValueForm.DOMAIN_EVENT);
  }

  /**
   * The kinds of payload that one event type carries, each with a schema of its own.
   *
   * @param property the payload's property that names the kind
   * @param schemas file name of the JSON Schema of each kind; the type's own schema says which
   *     kinds there are
   */
  public record Kinds(String property, Map<String, String> schemas) {

    /** A type with only one kind of payload. */
    public static final Kinds ONE = new Kinds("", Map.of());

    /** Copies the map. */
    public Kinds {
      schemas = Map.copyOf(schemas);
    }
  }

  /** What the value of a record of FOLIO's own producers is, on a topic of one type. */
  public enum ValueForm {
    /** A business event: its payload flat, or inside of one of the forms that FOLIO wraps it in. */
    BUSINESS_EVENT,
    /**
     * A domain event of a storage module: {@code id}, {@code type}, {@code tenant}, {@code
     * timestamp} and {@code data} with the old and the new row. The payload is the whole value, and
     * the key that of the record.
     */
    DOMAIN_EVENT
  }
}
