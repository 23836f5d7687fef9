/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the limits of all patron groups with their conditions. */
final class GroupLimitTables {

  private GroupLimitTables() {}

  // Blocks are returned in the order in which their limits were created.
  private static String select(String schema) {
    return """
    SELECT l.patron_group_id, l.condition_id, l.value, c.block_borrowing, c.block_renewals, c.block_requests, c.message
    FROM "%1$s".patron_block_limits l JOIN "%1$s".patron_block_conditions c ON c.id = l.condition_id
    ORDER BY l.position
    """
        .formatted(schema);
  }

  static Future<Map<UUID, List<GroupLimit>>> read(SqlConnection connection, String schema) {
    return connection
        .preparedQuery(select(schema))
        .execute()
        .map(
            rows -> {
              Map<UUID, List<GroupLimit>> limits = new HashMap<>();
              rows.forEach(
                  row ->
                      limits
                          .computeIfAbsent(row.getUUID("patron_group_id"), id -> new ArrayList<>())
                          .add(limit(row)));
              return limits;
            });
  }

  private static GroupLimit limit(Row row) {
    return new GroupLimit(
        row.getUUID("condition_id"),
        row.getBigDecimal("value"),
        new BlockedActions(
            row.getBoolean("block_borrowing"),
            row.getBoolean("block_renewals"),
            row.getBoolean("block_requests")),
        shown(row.getString("message")));
  }

  private static String shown(@Nullable String message) {
    return message == null || message.isBlank() ? "" : message;
  }
}
