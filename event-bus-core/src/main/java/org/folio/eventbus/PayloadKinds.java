/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Map;

/**
 * The kinds of payload that one event type carries, each with a schema of its own.
 *
 * @param property the payload's property that names the kind
 * @param schemas file name of the JSON Schema of each kind; the type's own schema says which kinds
 *     there are
 */
public record PayloadKinds(String property, Map<String, String> schemas) {

  /** A type with only one kind of payload. */
  public static final PayloadKinds ONE = new PayloadKinds("", Map.of());

  /** Copies the map. */
  public PayloadKinds {
    schemas = Map.copyOf(schemas);
  }
}
