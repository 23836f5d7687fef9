/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.folio.eventbus.base.log.LogCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of tables that are partitioned by day in UTC. A partition exists before the first
 * row of its day.
 */
public final class DailyPartitions {

  private static final Logger LOG = LoggerFactory.getLogger(DailyPartitions.class);

  // Yesterday and two days ahead: the clocks of this process and of the database may differ, and a
  // process that is busy at midnight still finds its partition.
  private static final int DAYS_BEHIND = 1;
  private static final int DAYS_AHEAD = 2;
  private static final String MISSING =
      "SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL";
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String PARTITIONS =
      """
      SELECT inhrelid::regclass::text AS name, relname
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
       WHERE inhparent = to_regclass($1)
      """;

  // A new day's partition is empty, and is looked up by its indexes whatever its size. With
  // PostgreSQL's defaults it would be analysed after each tenth more rows: every few seconds after
  // midnight, while other work waits a tenth of a second each time.
  private static final String CREATION =
      """
      CREATE TABLE %s PARTITION OF "%s".%s
        FOR VALUES FROM ('%s 00:00:00Z') TO ('%s 00:00:00Z')
        WITH (autovacuum_analyze_scale_factor = 1)
      """;

  // A long read of a table delays the removal of its old days by a day, and the creation of its
  // next ones for a while. Statements queue behind a schema change that waits for a table.
  private static final String WAIT_BRIEFLY = "SET LOCAL lock_timeout = '2s'";

  // Rows of one statement; it takes a second at most.
  private static final int ROWS = 10_000;

  // The next day is still far off when the creation of its partition fails.
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  private final Pool pool;
  private final Clock clock;
  private final int retentionDays;
  private final Map<String, String> leaving;
  private final Map<String, LocalDate> ensured = new ConcurrentHashMap<>();
  private final Map<String, Instant> postponed = new ConcurrentHashMap<>();

  /**
   * Partitions reached through the given pool.
   *
   * @param retentionDays number of days for which rows are kept, at least 1
   * @param leaving by table, a statement that removes rows elsewhere that are not needed without
   *     those of a day, before the day is removed. {@code %1$s} is the schema and {@code %2$s} the
   *     day's partition; {@code $1} limits the rows of one run
   */
  public DailyPartitions(Pool pool, Clock clock, int retentionDays, Map<String, String> leaving) {
    this.leaving = Map.copyOf(leaving);
    this.pool = pool;
    this.clock = clock;
    this.retentionDays = retentionDays;
  }

  /**
   * Ensures that the partitions of today and of the next days exist, and starts to remove expired
   * days.
   *
   * @param schema a checked schema name
   * @param table name of the partitioned table
   */
  public Future<Void> ensure(String schema, String table) {
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    String name = schema + "." + table;
    if (today.equals(ensured.get(name))) {
      return Future.succeededFuture();
    }
    Instant notBefore = postponed.get(name);
    if (notBefore != null && clock.instant().isBefore(notBefore)) {
      return Future.succeededFuture();
    }
    Map<String, LocalDate> days = days(schema, table, today);
    return missing(pool, days)
        .compose(
            missing ->
                missing.isEmpty()
                    ? Future.succeededFuture(true)
                    : create(schema, table, days)
                        .map(true)
                        .recover(
                            cause ->
                                postpone(name, missing, partition(schema, table, today), cause)))
        .onSuccess(
            complete -> {
              if (complete) {
                postponed.remove(name);
                ensured.put(name, today);
                // The caller need not wait for it.
                drop(schema, table, today.minusDays(retentionDays));
              }
            })
        .mapEmpty();
  }

  // Rows of today do not need tomorrow's partition.
  private Future<Boolean> postpone(
      String name, List<String> missing, String ofToday, Throwable cause) {
    if (missing.contains(ofToday)) {
      return Future.failedFuture(cause);
    }
    LOG.warn(
        "{} The partitions of {} for the next days do not exist yet, retry in {} s: {}",
        LogCode.RETENTION_FAILED,
        name,
        TRY_AGAIN.toSeconds(),
        cause.getMessage());
    postponed.put(name, clock.instant().plus(TRY_AGAIN));
    return Future.succeededFuture(false);
  }

  // A failure does not stop the work; the next day tries again. Of several instances one removes,
  // and the others wait and find nothing. Readers of the table wait for the removal of a day, so
  // all that may take longer comes first.
  private Future<Void> drop(String schema, String table, LocalDate firstKept) {
    String oldest = table + "_" + firstKept.format(DateTimeFormatter.BASIC_ISO_DATE);
    String name = schema + "." + table;
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Tuple.of(name + " expired"))
                    .compose(locked -> tx.query(WAIT_BRIEFLY).execute())
                    .compose(limited -> expired(tx, schema, table, oldest))
                    .compose(
                        days ->
                            oneByOne(days, day -> leave(tx, schema, table, day))
                                .compose(
                                    left ->
                                        oneByOne(
                                            days,
                                            day ->
                                                tx.query("DROP TABLE " + day)
                                                    .execute()
                                                    .mapEmpty()))))
        .onFailure(
            cause ->
                LOG.warn(
                    "{} Expired days of {} were not removed and stay for another day: {}",
                    LogCode.RETENTION_FAILED,
                    name,
                    cause.getMessage()))
        .otherwiseEmpty();
  }

  private static Future<List<String>> expired(
      SqlConnection tx, String schema, String table, String oldest) {
    return tx.preparedQuery(PARTITIONS)
        .execute(Tuple.of("\"" + schema + "\"." + table))
        .map(
            rows -> {
              List<String> days = new ArrayList<>();
              for (Row row : rows) {
                if (row.getString("relname").compareTo(oldest) < 0) {
                  days.add(row.getString("name"));
                }
              }
              return days;
            });
  }

  private static Future<Void> oneByOne(List<String> days, Function<String, Future<Void>> work) {
    Future<Void> done = Future.succeededFuture();
    for (String day : days) {
      done = done.compose(before -> work.apply(day));
    }
    return done;
  }

  private Future<Void> leave(SqlConnection tx, String schema, String table, String day) {
    String statement = leaving.get(table);
    return statement == null
        ? Future.succeededFuture()
        : tx.preparedQuery(statement.formatted(schema, day))
            .execute(Tuple.of(ROWS))
            .compose(
                removed ->
                    removed.rowCount() < ROWS
                        ? Future.succeededFuture()
                        : leave(tx, schema, table, day));
  }

  /** Forgets a schema that was dropped. */
  public void forget(String schema) {
    ensured.keySet().removeIf(name -> name.startsWith(schema + "."));
    postponed.keySet().removeIf(name -> name.startsWith(schema + "."));
  }

  private static Map<String, LocalDate> days(String schema, String table, LocalDate today) {
    Map<String, LocalDate> days = new LinkedHashMap<>();
    today
        .minusDays(DAYS_BEHIND)
        .datesUntil(today.plusDays(DAYS_AHEAD + 1))
        .forEach(day -> days.put(partition(schema, table, day), day));
    return days;
  }

  private static Future<List<String>> missing(SqlClient client, Map<String, LocalDate> days) {
    return client
        .preparedQuery(MISSING)
        .execute(Tuple.of(days.keySet().toArray(String[]::new)))
        .map(
            rows -> {
              List<String> names = new ArrayList<>();
              rows.forEach(row -> names.add(row.getString("name")));
              return names;
            });
  }

  private Future<Void> create(String schema, String table, Map<String, LocalDate> days) {
    return pool.withTransaction(
        tx ->
            tx.query(WAIT_BRIEFLY)
                .execute()
                .compose(limited -> tx.preparedQuery(LOCK).execute(Tuple.of(schema + "." + table)))
                .compose(locked -> missing(tx, days))
                .compose(
                    names -> {
                      Future<?> created = Future.succeededFuture();
                      for (String name : names) {
                        created =
                            created.compose(
                                before ->
                                    tx.query(
                                            creation(
                                                name,
                                                schema,
                                                table,
                                                Objects.requireNonNull(days.get(name))))
                                        .execute());
                      }
                      return created;
                    })
                .mapEmpty());
  }

  private static String partition(String schema, String table, LocalDate day) {
    return "\"%s\".%s_%s".formatted(schema, table, day.format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  // Bounds of a partition cannot be parameters; they are dates that this class computes.
  private static String creation(String name, String schema, String table, LocalDate day) {
    return CREATION.formatted(name, schema, table, day, day.plusDays(1));
  }
}
