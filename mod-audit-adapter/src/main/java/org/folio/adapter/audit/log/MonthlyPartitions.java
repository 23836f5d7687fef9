/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.log;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions of the circulation log, one for each month in UTC. Safe for use by several
 * threads.
 */
final class MonthlyPartitions {

  private record Month(String schema, YearMonth month) {}

  private static final String TABLE = "circulation_log";

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT);

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String EXISTS = "SELECT to_regclass($1) IS NOT NULL AS there";

  // CREATE TABLE ... PARTITION OF would wait for every reader of the log and block all later
  // statements. ATTACH PARTITION takes a weaker lock.
  private static final String CREATE =
      """
      CREATE TABLE "%1$s".%2$s (LIKE "%1$s".circulation_log INCLUDING DEFAULTS);
      ALTER TABLE "%1$s".circulation_log ATTACH PARTITION "%1$s".%2$s
        FOR VALUES FROM ('%3$s-01 00:00:00Z') TO ('%4$s-01 00:00:00Z')
      """;

  private static final String PARTITIONS =
      """
      SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
       WHERE inhparent = to_regclass($1) ORDER BY relname
      """;

  private static final String UNCOUNT =
      "DELETE FROM \"%s\".circulation_log_count WHERE month < $1::timestamptz";

  // A reader that holds the log longer than this keeps its old months until the next round.
  private static final String WAIT_BRIEFLY = "SET LOCAL lock_timeout = '2s'";

  private final Pool pool;
  private final Set<Month> known = ConcurrentHashMap.newKeySet();

  MonthlyPartitions(Pool pool) {
    this.pool = pool;
  }

  /**
   * Ensures that the partitions of the given months exist.
   *
   * @param schema a checked schema name
   * @param months of the years 2000 to 2099
   */
  Future<Void> ensure(String schema, Set<YearMonth> months) {
    Future<Void> all = Future.succeededFuture();
    for (YearMonth month : months) {
      Month one = new Month(schema, month);
      if (!known.contains(one)) {
        all =
            all.compose(before -> pool.withTransaction(tx -> create(tx, one)))
                .onSuccess(done -> known.add(one));
      }
    }
    return all;
  }

  /** Forgets the known partitions of a schema, because one of them no longer exists. */
  void forget(String schema) {
    known.removeIf(month -> month.schema().equals(schema));
  }

  /**
   * Removes the months before the given one.
   *
   * @return the names of the removed partitions
   */
  Future<List<String>> drop(String schema, YearMonth firstKept) {
    return pool.withTransaction(
            tx ->
                tx.query(WAIT_BRIEFLY)
                    .execute()
                    .compose(limited -> over(tx, schema, firstKept))
                    .compose(
                        names -> {
                          Future<?> dropped = Future.succeededFuture();
                          for (String name : names) {
                            String statement = "DROP TABLE \"%s\".%s".formatted(schema, name);
                            dropped = dropped.compose(before -> tx.query(statement).execute());
                          }
                          // Runs after the drop, when no transaction writes records of these months
                          // any more.
                          return dropped
                              .compose(
                                  done ->
                                      tx.preparedQuery(UNCOUNT.formatted(schema))
                                          .execute(
                                              Tuple.of(
                                                  firstKept
                                                      .atDay(1)
                                                      .atStartOfDay()
                                                      .atOffset(ZoneOffset.UTC))))
                              .map(names);
                        }))
        .onSuccess(names -> forget(schema));
  }

  private static Future<List<String>> over(SqlConnection tx, String schema, YearMonth firstKept) {
    return tx.preparedQuery(PARTITIONS)
        .execute(Tuple.of(quoted(schema, TABLE)))
        .map(
            rows -> {
              List<String> names = new ArrayList<>();
              for (Row row : rows) {
                String name = row.getString("relname");
                if (name.compareTo(partition(firstKept)) < 0) {
                  names.add(name);
                }
              }
              return names;
            });
  }

  private static Future<Void> create(SqlConnection tx, Month one) {
    String partition = partition(one.month());
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(one.schema() + "." + TABLE))
        .compose(
            locked -> tx.preparedQuery(EXISTS).execute(Tuple.of(quoted(one.schema(), partition))))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("there")
                    ? Future.<Void>succeededFuture()
                    // Bounds of a partition cannot be parameters; these come from this class.
                    : tx.query(
                            CREATE.formatted(
                                one.schema(), partition, one.month(), one.month().plusMonths(1)))
                        .execute()
                        .<Void>mapEmpty());
  }

  private static String quoted(String schema, String table) {
    return "\"" + schema + "\"." + table;
  }

  private static String partition(YearMonth month) {
    return TABLE + "_" + MONTH.format(month);
  }
}
