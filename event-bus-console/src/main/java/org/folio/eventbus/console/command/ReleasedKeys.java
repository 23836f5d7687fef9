/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.output.Text;

/** Merges the answers to the steps of a release. */
final class ReleasedKeys {

  private static final String RELEASED = "released";
  private static final String REMAINING = "remaining";
  private static final String CAUSE = "cause";
  private static final String OUTCOME = "outcome";
  private static final String FAILED = "FAILED";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String STAY_PARKED = "stayParked";

  private ObjectNode all;

  ReleasedKeys(JsonNode first) {
    all = first.deepCopy();
  }

  void add(JsonNode step) {
    ObjectNode sum = step.deepCopy();
    for (String number : new String[] {RELEASED, REMAINING}) {
      sum.put(number, all.path(number).asLong() + step.path(number).asLong());
    }
    long stay = stayParked(all) + stayParked(step);
    sum.set(BEFORE, all.path(BEFORE));
    sum.withObject("/" + AFTER).put(STAY_PARKED, stay);
    if (Text.of(all, OUTCOME).equals(FAILED)) {
      sum.put(OUTCOME, FAILED);
      sum.set(CAUSE, all.path(CAUSE));
    }
    sum.put(
        "explanation",
        "%s events were released in order%s"
            .formatted(
                sum.path(RELEASED).asLong(),
                stay == 0
                    ? ""
                    : "; %s keys stay parked, the first for: %s"
                        .formatted(stay, Text.of(sum, CAUSE))));
    all = sum;
  }

  /** A further step was refused or not answered; what was released before stays so. */
  void stopped(String why) {
    all.put(OUTCOME, FAILED);
    all.put(CAUSE, why);
    all.put(
        "explanation",
        "%s events were released in order, then it ended: %s"
            .formatted(all.path(RELEASED).asLong(), why));
  }

  JsonNode result() {
    return all;
  }

  private static long stayParked(JsonNode step) {
    return step.path(AFTER).path(STAY_PARKED).asLong();
  }
}
