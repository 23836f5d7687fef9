/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge of a patron's group.
 *
 * @param decided the group with the limits; empty if no limit was checked, or if it is not known
 * @param current the current group according to users; null if it is not known
 * @param unknown why something about the group is not known, or null
 */
record GroupExplanation(
    Optional<PatronGroup> decided, @Nullable PatronGroup current, @Nullable String unknown) {

  private static final String NO_RECORD = "Users has no record of this patron";

  JsonObject json() {
    JsonObject json = new JsonObject();
    PatronGroup shown = decided.orElse(current);
    if (shown != null && shown.id() != null) {
      json.put("id", shown.id().toString()).put("askedAt", shown.askedAt().toString());
    }
    if (current != null && decided.isPresent() && !sameGroup(decided.get(), current)) {
      json.put("changedTo", current.id() == null ? "none" : current.id().toString());
      json.put("changeCountsFrom", decided.get().askedAt().plus(PatronGroups.LIFETIME).toString());
    }
    if (unknown != null) {
      json.put("unknown", unknown);
    } else if (current != null && !current.found()) {
      json.put("unknown", NO_RECORD);
    }
    return json;
  }

  private static boolean sameGroup(PatronGroup one, PatronGroup other) {
    return Objects.equals(one.id(), other.id());
  }
}
