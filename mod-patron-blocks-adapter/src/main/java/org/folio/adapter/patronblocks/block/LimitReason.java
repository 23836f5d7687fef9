/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reason for which a condition blocks an action, or blocks none.
 *
 * @param explanation a sentence for people
 */
record LimitReason(LimitResult result, String explanation) {

  static final LimitReason NO_LIMIT =
      new LimitReason(LimitResult.NO_LIMIT, "The patron's group has no limit of this kind");

  static final LimitReason NO_GROUP =
      new LimitReason(LimitResult.NO_GROUP, "No group of the patron is known, so no limit applies");

  static final LimitReason NOTHING_OPEN =
      new LimitReason(LimitResult.NOTHING_OPEN, "Nothing is open, so no limit is checked");

  static final LimitReason UNKNOWN =
      new LimitReason(LimitResult.UNKNOWN, "The patron's group is not known, so the limit is not");

  static LimitReason of(LimitVerdict verdict) {
    BlockedActions blocked = verdict.blocked();
    BlockedActions reached = verdict.reached();
    String compared = compared(verdict.counted(), verdict.limit().value());
    if (!reached.any()) {
      return new LimitReason(LimitResult.WITHIN_LIMIT, compared);
    }
    if (!blocked.any()) {
      return new LimitReason(
          LimitResult.CONDITION_ALLOWS,
          "%s, but the condition does not block %s".formatted(compared, names(reached, "or")));
    }
    BlockedActions allowed = reached.without(blocked);
    return new LimitReason(
        LimitResult.BLOCKS,
        "%s, which blocks %s%s"
            .formatted(
                compared,
                names(blocked, "and"),
                allowed.any() ? "; the condition does not block " + names(allowed, "or") : ""));
  }

  private static String compared(BigDecimal counted, BigDecimal limit) {
    int comparison = counted.compareTo(limit);
    return "%s is %s the limit of %s"
        .formatted(
            counted.toPlainString(),
            comparison < 0 ? "below" : comparison == 0 ? "exactly" : "above",
            limit.toPlainString());
  }

  private static String names(BlockedActions actions, String conjunction) {
    List<String> names =
        Stream.of(
                actions.borrowing() ? "borrowing" : "",
                actions.renewals() ? "renewals" : "",
                actions.requests() ? "requests" : "")
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toList());
    String end = names.remove(names.size() - 1);
    return names.isEmpty() ? end : String.join(", ", names) + " " + conjunction + " " + end;
  }
}
