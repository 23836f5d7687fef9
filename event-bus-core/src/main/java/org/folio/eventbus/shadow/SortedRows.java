/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayDeque;
import org.folio.eventbus.admin.replay.Comparison;
import org.jspecify.annotations.Nullable;

/** The result of a comparison in one schema, as JSON texts in the order of their bytes. */
final class SortedRows {

  // Rows in memory.
  private static final int PAGE = 500;

  // The line break ends a comment at the end of the statement.
  private static final String SORTED =
      """
      SELECT to_jsonb(compared)::text AS line /* %s */
        FROM (%s
             ) AS compared
       ORDER BY to_jsonb(compared)::text COLLATE "C"
      """;

  private final Cursor cursor;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private boolean begun;

  private SortedRows(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Runs the query within an open transaction; the schema stays the transaction's search path. */
  static Future<SortedRows> of(SqlConnection tx, String schema, Comparison comparison) {
    String select = comparison.select().strip();
    String statement = select.endsWith(";") ? select.substring(0, select.length() - 1) : select;
    return tx.query("SET LOCAL search_path TO \"%s\", public".formatted(schema))
        .execute()
        // The text differs per schema, so that no plan of one schema serves the other.
        .compose(set -> tx.prepare(SORTED.formatted(schema, statement)))
        .compose(
            prepared -> {
              SortedRows rows = new SortedRows(prepared.cursor());
              // The statement starts here, while the search path is that of the schema.
              return rows.fetch().map(rows);
            });
  }

  /** Whether {@link #fetch} must be called before the next row is known. */
  boolean hungry() {
    return lines.isEmpty() && (!begun || cursor.hasMore());
  }

  Future<Void> fetch() {
    return cursor
        .read(PAGE)
        .onSuccess(
            rows -> {
              begun = true;
              rows.forEach(row -> lines.add(row.getString("line")));
            })
        .mapEmpty();
  }

  /** The next row, or null after the last. */
  @Nullable String peek() {
    return lines.peek();
  }

  String take() {
    return lines.remove();
  }
}
