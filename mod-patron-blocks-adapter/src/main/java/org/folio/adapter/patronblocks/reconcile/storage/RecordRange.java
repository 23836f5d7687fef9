/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import java.util.UUID;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order of their ids.
 *
 * @param after the first record has an id above this one; null begins with the first of all
 * @param end all records have ids below this one, whose last digit is not 0; null ends with the
 *     last of all
 * @param userId only records of this patron, or null
 */
public record RecordRange(@Nullable UUID after, @Nullable UUID end, @Nullable UUID userId) {

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final UUID LAST_OF_ALL = new UUID(-1, -1);

  /**
   * The ids of the range.
   *
   * @param upTo if not null, the largest id
   */
  public RecordIds ids(@Nullable UUID upTo) {
    return RecordIds.between(
        after == null ? BEFORE_ALL : after, upTo == null ? last() : upTo, userId);
  }

  private UUID last() {
    return end == null
        ? LAST_OF_ALL
        : new UUID(end.getMostSignificantBits(), end.getLeastSignificantBits() - 1);
  }

  public RecordRange startingAfter(@Nullable UUID id) {
    return new RecordRange(id, end, userId);
  }

  /** CQL for open records of the range. */
  String cql() {
    return cql("id", "id");
  }

  /** CQL for open records of patrons, for a range of patrons' ids. */
  String cqlOfPatrons() {
    return cql("userId", "userId id");
  }

  private String cql(String field, String order) {
    StringBuilder cql = new StringBuilder("status.name==Open");
    if (userId != null) {
      cql.append(" and userId==").append(userId);
    }
    if (after != null) {
      cql.append(" and ").append(field).append(" > ").append(after);
    }
    if (end != null) {
      cql.append(" and ").append(field).append(" < ").append(end);
    }
    return cql.append(" sortBy ").append(order).toString();
  }
}
