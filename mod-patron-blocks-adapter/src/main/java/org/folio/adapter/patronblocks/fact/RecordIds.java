/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Loans or accounts that are read together, of any patron.
 *
 * @param condition of SQL, over the column of their ids and {@code user_id}
 * @param parameters those of the condition
 */
public record RecordIds(String condition, Tuple parameters) {

  /**
   * All ids of a range.
   *
   * @param after exclusive lower bound of the ids
   * @param upTo inclusive upper bound of the ids
   * @param userId only records of this patron, or null
   */
  public static RecordIds between(UUID after, UUID upTo, @Nullable UUID userId) {
    String range = "%1$s > $1 AND %1$s <= $2";
    return userId == null
        ? new RecordIds(range, Tuple.of(after, upTo))
        : new RecordIds(range + " AND user_id = $3", Tuple.of(after, upTo, userId));
  }

  /** Some ids. */
  public static RecordIds of(Collection<UUID> ids) {
    return new RecordIds("%1$s = ANY ($1)", Tuple.of(ids.toArray(UUID[]::new)));
  }

  /** The condition for a table whose ids are in the given column. */
  public String in(String column) {
    return condition.formatted(column);
  }
}
