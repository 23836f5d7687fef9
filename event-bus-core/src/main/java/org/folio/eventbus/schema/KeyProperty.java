/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.folio.eventbus.KeyRule;

/**
 * A key that is the text of a property.
 *
 * @param name the property of the payload's root
 */
public record KeyProperty(String name) implements KeyRule {

  @Override
  public Optional<String> key(JsonNode payload) {
    return Optional.ofNullable(payload.path(name).textValue()).filter(text -> !text.isBlank());
  }
}
