/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/**
 * A kind of event that a catalog knows.
 *
 * @param name for example {@code ITEM_CHECKED_OUT}
 * @param stream the stream that it is published on
 * @param keyProperty the payload's property that holds the key
 * @param schema file name of the payload's JSON Schema
 */
public record EventType(String name, String stream, String keyProperty, String schema) {}
