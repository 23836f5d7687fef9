/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.folio.eventbus.admin.replay.ComparedTable;
import org.folio.eventbus.admin.replay.Comparison;

/**
 * Comparisons of whole tables by name. Names are looked up among the tables of the schema, so no
 * other table can be queried.
 */
public final class TableComparisons {

  // Generated numbers differ by nature.
  private static final String COLUMNS =
      """
      SELECT columns.table_name AS table, columns.column_name AS column
        FROM information_schema.columns AS columns
        JOIN information_schema.tables AS tables
          ON tables.table_schema = columns.table_schema AND tables.table_name = columns.table_name
       WHERE columns.table_schema = $1
         AND tables.table_type = 'BASE TABLE'
         AND columns.table_name NOT LIKE 'event\\_%'
         AND columns.table_name NOT LIKE 'databasechangelog%'
         AND columns.is_identity = 'NO'
         AND coalesce(columns.column_default, '') NOT LIKE 'nextval(%'
       ORDER BY columns.table_name, columns.ordinal_position
      """;

  private TableComparisons() {}

  /**
   * The comparisons.
   *
   * @param choices empty for all tables of the module except those of the bus
   * @return fails with {@link IllegalArgumentException} if a table or column does not exist
   */
  public static Future<List<Comparison>> of(
      SqlClient client, String schema, List<ComparedTable> choices) {
    return client
        .preparedQuery(COLUMNS)
        .execute(Tuple.of(schema))
        .map(
            rows -> {
              Map<String, List<String>> tables = new TreeMap<>();
              for (Row row : rows) {
                tables
                    .computeIfAbsent(row.getString("table"), none -> new ArrayList<>())
                    .add(row.getString("column"));
              }
              return choices.isEmpty()
                  ? tables.keySet().stream()
                      .map(table -> comparison(tables, new ComparedTable(table, Set.of())))
                      .toList()
                  : choices.stream().map(choice -> comparison(tables, choice)).toList();
            });
  }

  private static Comparison comparison(Map<String, List<String>> tables, ComparedTable choice) {
    List<String> columns = tables.get(choice.table());
    if (columns == null) {
      throw new IllegalArgumentException(
          "The module has no table %s; it has %s"
              .formatted(choice.table(), String.join(", ", tables.keySet())));
    }
    for (String column : choice.leaveOut()) {
      if (!columns.contains(column)) {
        throw new IllegalArgumentException(
            "Table %s has no column %s that is compared; it has %s"
                .formatted(choice.table(), column, String.join(", ", columns)));
      }
    }
    String compared =
        columns.stream()
            .filter(column -> !choice.leaveOut().contains(column))
            .map(column -> "\"" + column + "\"")
            .collect(Collectors.joining(", "));
    if (compared.isEmpty()) {
      throw new IllegalArgumentException("Nothing is left of table " + choice.table());
    }
    return new Comparison(
        choice.table(), "SELECT %s FROM \"%s\"".formatted(compared, choice.table()));
  }
}
