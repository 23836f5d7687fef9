/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Finds the key of an event in its payload. Safe for use by several threads. */
@FunctionalInterface
public interface KeyRule {

  /**
   * Finds the key.
   *
   * @param payload any JSON value; it need not satisfy the schema of its type
   * @return empty if the payload holds no key. The publisher then uses the event's own id, so the
   *     event is the only one of its key
   */
  Optional<String> key(JsonNode payload);

  /** The text of a property of the payload, which the type's schema must declare. */
  static KeyRule property(String name) {
    return new Property(name);
  }

  /**
   * A key that is the text of a property.
   *
   * @param name the property of the payload's root
   */
  public record Property(String name) implements KeyRule {

    @Override
    public Optional<String> key(JsonNode payload) {
      return Optional.ofNullable(payload.path(name).textValue()).filter(text -> !text.isBlank());
    }
  }
}
