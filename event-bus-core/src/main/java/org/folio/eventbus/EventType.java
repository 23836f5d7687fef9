/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/**
 * A kind of event that a catalog knows. Streams may have types of the same name.
 *
 * @param name for example {@code ITEM_CHECKED_OUT}
 * @param stream the stream that it is published on
 * @param keyRule where the payload holds the key
 * @param schema file name of the payload's JSON Schema
 * @param kinds further schemas that depend on the payload, or {@link PayloadKinds#ONE}
 */
public record EventType(
    String name, String stream, KeyRule keyRule, String schema, PayloadKinds kinds) {

  /** A type whose key is a property of the payload, and whose payloads are all of one kind. */
  public EventType(String name, String stream, String keyProperty, String schema) {
    this(name, stream, KeyRule.property(keyProperty), schema, PayloadKinds.ONE);
  }
}
