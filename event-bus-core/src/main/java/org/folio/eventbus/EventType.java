/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Optional;

/**
 * A kind of event that a catalog knows. Streams may have types of the same name.
 *
 * @param name for example {@code ITEM_CHECKED_OUT}
 * @param stream the stream that it is published on
 * @param keyRule where the payload holds the key
 * @param schema file name of the payload's JSON Schema
 * @param kinds further schemas that depend on the payload, or {@link PayloadKinds#ONE}
 * @param form what the values of FOLIO's own producers are on the topic of the type
 */
public record EventType(
    String name,
    String stream,
    KeyRule keyRule,
    String schema,
    PayloadKinds kinds,
    ValueForm form) {

  /** A type whose events are business events, in whatever form they are wrapped. */
  public EventType(String name, String stream, KeyRule keyRule, String schema, PayloadKinds kinds) {
    this(name, stream, keyRule, schema, kinds, ValueForm.BUSINESS_EVENT);
  }

  /** A type whose key is a property of the payload, and whose payloads are all of one kind. */
  public EventType(String name, String stream, String keyProperty, String schema) {
    this(name, stream, KeyRule.property(keyProperty), schema, PayloadKinds.ONE);
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
        name,
        stream,
        payload -> Optional.empty(),
        schema,
        PayloadKinds.ONE,
        ValueForm.DOMAIN_EVENT);
  }
}
