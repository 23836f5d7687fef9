/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order of their ids.
 *
 * @param after the first record is behind this id; null begins with the first of all
 * @param end all records are before this id; null ends with the last of all
 * @param userId only records of this patron, or null
 */
record RecordRange(@Nullable UUID after, @Nullable UUID end, @Nullable UUID userId) {

  RecordRange startingAfter(@Nullable UUID id) {
    return new RecordRange(id, end, userId);
  }

  /** CQL for open records of the range. */
  String cql() {
    StringBuilder cql = new StringBuilder("status.name==Open");
    if (userId != null) {
      cql.append(" and userId==").append(userId);
    }
    if (after != null) {
      cql.append(" and id > ").append(after);
    }
    if (end != null) {
      cql.append(" and id < ").append(end);
    }
    return cql.append(" sortBy id").toString();
  }
}
