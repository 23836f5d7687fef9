/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.folio.eventbus.console.output.Text;

/** Removes personal data from answers, including those of modules that have not masked them. */
public final class PersonalData {

  private static final Set<String> MASKED =
      Set.of("key", "userId", "user", "loan", "loanId", "barcode", "performedBy", "skippedBy");
  private static final Set<String> LEFT_OUT = Set.of("payload", "liveRows", "shadowRows");
  private static final String UNKNOWN = "unknown";

  private PersonalData() {}

  /**
   * A copy without payloads, and with texts that may identify a person shortened to their
   * beginning.
   */
  public static JsonNode removed(JsonNode node) {
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> copy.add(removed(one)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              if (MASKED.contains(name) && value.isTextual() && !value.asText().equals(UNKNOWN)) {
                copy.set(name, TextNode.valueOf(Text.masked(value.asText())));
              } else if (!LEFT_OUT.contains(name)) {
                copy.set(name, removed(value));
              }
            });
    return copy;
  }
}
