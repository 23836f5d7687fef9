/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/**
 * A kind of event that a catalog knows.
 *
 * @param name for example {@code ITEM_CHECKED_OUT}
 * @param stream the stream that it is published on
 * @param keyProperty the payload's property that holds the key; empty where it is the record's
 * @param schema file name of the payload's JSON Schema
 * @param form what the values of FOLIO's own producers are on the topic of the type
 */
public record EventType(
    String name, String stream, String keyProperty, String schema, ValueForm form) {

  /** A type whose events are business events, in whatever form they are wrapped. */
  public EventType(String name, String stream, String keyProperty, String schema) {
    this(name, stream, keyProperty, schema, ValueForm.BUSINESS_EVENT);
  }

  /**
   * The domain events of a storage module. Their topic is that of the stream.
   *
   * @param name what stands behind the last dot of the topic's name, for example {@code loan}
   * @param stream the topic's name behind the tenant, for example {@code circulation.loan}
   */
  public static EventType domainEvent(String name, String stream, String schema) {
    return new EventType(name, stream, "", schema, ValueForm.DOMAIN_EVENT);
  }
}
