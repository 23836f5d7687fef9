/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Map;
import java.util.Optional;

/**
 * An event type that a catalog knows. Two streams may have types of the same name.
 *
 * @param name for example {@code ITEM_CHECKED_OUT}
 * @param stream the stream of the type
 * @param keyRule finds the key in the payload
 * @param schema the payload's JSON Schema: the file name of a schema of the library, or a class
 *     path location that begins with a slash, for example {@code /schemas/roomBooked.json}; draft
 *     4, 6, 7, 2019-09 or 2020-12
 * @param kinds further schemas that depend on the payload, or {@link Kinds#ONE}
 * @param form the form of the values that FOLIO's own producers write to the topic of the type
 */
public record EventType(
    String name, String stream, KeyRule keyRule, String schema, Kinds kinds, ValueForm form) {

  /** A type whose events are business events, in any of FOLIO's wrappings. */
  public EventType(String name, String stream, KeyRule keyRule, String schema, Kinds kinds) {
    this(name, stream, keyRule, schema, kinds, ValueForm.BUSINESS_EVENT);
  }

  /** A type with one kind of payload; a property of the payload is the key. */
  public EventType(String name, String stream, String keyProperty, String schema) {
    this(name, stream, KeyRule.property(keyProperty), schema, Kinds.ONE);
  }

  /**
   * The domain events of a storage module. Their topic is the stream's topic, and their key is the
   * key of the record.
   *
   * @param name the part after the last dot of the topic's name, for example {@code loan}
   * @param stream the topic's name after the tenant, for example {@code circulation.loan}
   */
  public static EventType domainEvent(String name, String stream, String schema) {
    return new EventType(
        name, stream, payload -> Optional.empty(), schema, Kinds.ONE, ValueForm.DOMAIN_EVENT);
  }

  /**
   * The kinds of payload of one event type, each with its own schema.
   *
   * @param property the payload's property that names the kind
   * @param schemas file name of the JSON Schema of each kind; the type's own schema lists the kinds
   */
  public record Kinds(String property, Map<String, String> schemas) {

    /** A type with only one kind of payload. */
    public static final Kinds ONE = new Kinds("", Map.of());

    /** Copies the map. */
    public Kinds {
      schemas = Map.copyOf(schemas);
    }
  }

  /** The form of the record values that FOLIO's own producers write to a topic of one type. */
  public enum ValueForm {
    /** A business event: the payload is flat, or inside one of FOLIO's wrappings. */
    BUSINESS_EVENT,
    /**
     * A domain event of a storage module: {@code id}, {@code type}, {@code tenant}, {@code
     * timestamp} and {@code data} with the old and the new row. The payload is the whole value, and
     * the key is the key of the record.
     */
    DOMAIN_EVENT
  }
}
