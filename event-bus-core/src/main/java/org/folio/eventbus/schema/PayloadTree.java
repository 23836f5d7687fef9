/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.folio.eventbus.base.value.PayloadNumber;
import org.folio.eventbus.base.value.Violation;

/** Rules for every payload, independent of its schema. */
public final class PayloadTree {

  private PayloadTree() {}

  /** The numbers that no consumer can apply. */
  public static List<Violation> unusableNumbers(JsonNode payload) {
    List<Violation> violations = new ArrayList<>();
    findNumbers(payload, new ArrayDeque<>(), violations);
    return violations;
  }

  private static void findNumbers(JsonNode node, Deque<String> path, List<Violation> violations) {
    if (node.isNumber()) {
      if (PayloadNumber.of(node.numberValue()).isEmpty()) {
        violations.add(
            new Violation(
                String.join(".", path),
                null,
                "must be a number of at most %1$s digits before the decimal point and %1$s after it"
                    .formatted(PayloadNumber.MOST_DIGITS),
                "-1"));
      }
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              member -> {
                path.addLast(member.getKey());
                findNumbers(member.getValue(), path, violations);
                path.removeLast();
              });
    } else {
      for (int i = 0; i < node.size(); i++) {
        path.addLast(Integer.toString(i));
        findNumbers(node.get(i), path, violations);
        path.removeLast();
      }
    }
  }

  /**
   * The payload as FOLIO's modules read it: a null member counts as missing.
   *
   * @return the same object if it holds no null
   */
  public static JsonNode withoutNulls(JsonNode payload) {
    if (!holdsNull(payload)) {
      return payload;
    }
    JsonNode copy = payload.deepCopy();
    removeNulls(copy);
    return copy;
  }

  private static boolean holdsNull(JsonNode node) {
    for (JsonNode child : node) {
      if (child.isNull() || holdsNull(child)) {
        return true;
      }
    }
    return false;
  }

  private static void removeNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    node.forEach(PayloadTree::removeNulls);
  }
}
