/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.log;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.adapter.audit.record.LogRecord;
import org.folio.adapter.audit.record.Logged;
import org.folio.adapter.audit.record.LoggedItem;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.cql.CqlWords;

/**
 * Writes the circulation log. One transaction writes the records of one event; writing an event
 * again changes nothing. Safe for use by several threads.
 */
public final class CirculationLog {

  /**
   * The earliest date of a partition. Payloads contain wrong dates; an earlier date is stored as
   * this one.
   */
  static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  /** The latest date of a partition; a later date is stored as this one. */
  static final Instant LAST = Instant.parse("2099-12-31T23:59:59.999Z");

  private static final String NO_PARTITION = "23514";

  // One event in this number sums the counts of the others.
  private static final int EVENTS_PER_SUM = 1_000;

  // A transaction that cannot take the lock leaves the sum to the holder of the lock.
  private static final String SUM =
      """
      WITH counted AS (DELETE FROM "%1$s".circulation_log_count
                        WHERE (SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)))
                    RETURNING *)
      INSERT INTO "%1$s".circulation_log_count (month, object, action, service_point_id, number)
      SELECT month, object, action, service_point_id, sum(number)
        FROM counted GROUP BY month, object, action, service_point_id
      """;

  // Anonymisation takes this lock exclusively: it waits for running writes about the subject and
  // then finds their rows. Later writes find the note. The order by subject prevents deadlocks.
  private static final String LOCK_SHARED =
      """
      SELECT pg_advisory_xact_lock_shared(hashtextextended($1 || subject, 0))
        FROM (SELECT subject FROM unnest($2::text[]) AS subject ORDER BY subject) AS ordered
      """;

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1 || $2, 0))";

  private static final String INSERT =
      """
      INSERT INTO "%1$s".circulation_log (date, event_id, event_index, id, user_barcode, items,
        object, action, service_point_id, source, description, user_id, request_id, fee_fine_id,
        template_id, notice_policy_id, subjects, item_words, description_words)
      SELECT $1::timestamptz, $2::uuid, $3::integer, $4::uuid,
             CASE WHEN known.forgotten THEN NULL ELSE $5::text END, $6::jsonb,
             $7::text, $8::text, $9::text, $10::text, $11::text,
             CASE WHEN known.forgotten THEN NULL ELSE $12::text END,
             $13::text, $14::text, $15::text, $16::text, $17::text[],
             array_to_tsvector(ARRAY(
               SELECT DISTINCT value
                 FROM (SELECT "%1$s".folded(value) AS value
                         FROM unnest($18::text[]) AS value) AS folded
                WHERE value <> '')),
             "%1$s".folded($19::text)::tsvector
        FROM (SELECT EXISTS (SELECT FROM "%1$s".circulation_log_forgotten
                              WHERE subject = ANY ($17::text[])) AS forgotten) AS known
      ON CONFLICT DO NOTHING
      """;

  private static final String NOTE =
      "INSERT INTO \"%s\".circulation_log_forgotten (subject) VALUES ($1) ON CONFLICT DO NOTHING";

  private static final String FORGET =
      """
      UPDATE "%s".circulation_log SET user_barcode = NULL, user_id = NULL
       WHERE subjects @> ARRAY[$1::text] AND (user_barcode IS NOT NULL OR user_id IS NOT NULL)
      """;

  private final Pool pool;
  private final ModuleSchema schema;
  private final MonthlyPartitions partitions;

  /** Writes the logs of all tenants in the pool's database. */
  public CirculationLog(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
    this.partitions = new MonthlyPartitions(pool);
  }

  /**
   * Writes the records of an event unless they exist.
   *
   * @return completes when they are durable; fails with the database's exception
   */
  public Future<Void> write(TenantId tenant, UUID eventId, Logged logged) {
    String name = schema.of(tenant);
    return attempt(name, eventId, logged)
        .recover(
            failure -> {
              if (failure instanceof PgException refused
                  && refused.getSqlState().equals(NO_PARTITION)) {
                // Retention or the removal of the tenant has dropped the partition since it was
                // created.
                partitions.forget(name);
                return attempt(name, eventId, logged);
              }
              return Future.failedFuture(failure);
            });
  }

  /**
   * Removes the months that ended more than the given number of days ago.
   *
   * @param days at least 1
   * @return the names of the removed partitions
   */
  public Future<List<String>> retain(TenantId tenant, int days, Clock clock) {
    LocalDate firstKept = LocalDate.now(clock.withZone(ZoneOffset.UTC)).minusDays(days);
    return partitions.drop(schema.of(tenant), YearMonth.from(firstKept));
  }

  private Future<Void> attempt(String name, UUID eventId, Logged logged) {
    Set<YearMonth> months =
        logged.records().stream()
            .map(record -> YearMonth.from(kept(record.date()).atOffset(ZoneOffset.UTC)))
            .collect(Collectors.toSet());
    return partitions
        .ensure(name, months)
        .compose(
            ready ->
                pool.withTransaction(
                    tx ->
                        write(tx, name, eventId, logged)
                            .compose(written -> sum(tx, name, eventId))));
  }

  // The id is random, so it chooses events evenly.
  private static Future<Void> sum(SqlConnection tx, String name, UUID eventId) {
    return Math.floorMod(eventId.getLeastSignificantBits(), EVENTS_PER_SUM) != 0
        ? Future.succeededFuture()
        : tx.preparedQuery(SUM.formatted(name))
            .execute(Tuple.of(name + ".circulation_log_count"))
            .mapEmpty();
  }

  private static Future<Void> write(SqlConnection tx, String name, UUID eventId, Logged logged) {
    String forgotten = logged.forgotten();
    if (forgotten == null) {
      return lockShared(tx, name, logged).compose(locked -> insert(tx, name, eventId, logged));
    }
    String subject = forgotten.toLowerCase(Locale.ROOT);
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(name, subject))
        .compose(locked -> tx.preparedQuery(NOTE.formatted(name)).execute(Tuple.of(subject)))
        .compose(noted -> tx.preparedQuery(FORGET.formatted(name)).execute(Tuple.of(subject)))
        .compose(done -> insert(tx, name, eventId, logged));
  }

  private static Future<?> lockShared(SqlConnection tx, String name, Logged logged) {
    String[] subjects =
        logged.records().stream()
            .flatMap(record -> subjects(record).stream())
            .distinct()
            .toArray(String[]::new);
    return subjects.length == 0
        ? Future.succeededFuture()
        : tx.preparedQuery(LOCK_SHARED).execute(Tuple.tuple().addString(name).addValue(subjects));
  }

  private static Future<Void> insert(SqlConnection tx, String name, UUID eventId, Logged logged) {
    List<Tuple> rows = new ArrayList<>();
    for (LogRecord record : logged.records()) {
      rows.add(row(eventId, rows.size(), record));
    }
    return rows.isEmpty()
        ? Future.succeededFuture()
        : tx.preparedQuery(INSERT.formatted(name)).executeBatch(rows).mapEmpty();
  }

  private static Tuple row(UUID eventId, int index, LogRecord record) {
    JsonArray items = new JsonArray();
    record.items().forEach(item -> items.add(item.json()));
    return Tuple.tuple()
        .addValue(kept(record.date()).atOffset(ZoneOffset.UTC))
        .addValue(eventId)
        .addValue(index)
        .addValue(id(eventId, index))
        .addValue(record.userBarcode())
        .addValue(items)
        .addValue(record.object())
        .addValue(record.action())
        .addValue(record.servicePointId())
        .addValue(record.source())
        .addValue(record.description())
        .addValue(record.links().userId())
        .addValue(record.links().requestId())
        .addValue(record.links().feeFineId())
        .addValue(record.links().templateId())
        .addValue(record.links().noticePolicyId())
        .addValue(subjects(record).toArray(String[]::new))
        .addValue(values(record))
        .addValue(CqlWords.vector(record.description()));
  }

  /** The id of a record; the same for each delivery of its event. */
  static UUID id(UUID eventId, int index) {
    return UUID.nameUUIDFromBytes((eventId + ":" + index).getBytes(StandardCharsets.UTF_8));
  }

  private static Instant kept(Instant date) {
    if (date.isBefore(FIRST)) {
      return FIRST;
    }
    return date.isAfter(LAST) ? LAST : date;
  }

  private static Set<String> subjects(LogRecord record) {
    return Stream.concat(
            record.items().stream().map(LoggedItem::loanId),
            Stream.of(record).map(one -> one.links().requestId()))
        .filter(Objects::nonNull)
        .map(subject -> subject.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String[] values(LogRecord record) {
    return record.items().stream()
        .flatMap(
            item ->
                Stream.of(
                    item.itemBarcode(),
                    item.itemId(),
                    item.instanceId(),
                    item.holdingId(),
                    item.loanId()))
        .filter(Objects::nonNull)
        .flatMap(value -> CqlWords.value(value).stream())
        .toArray(String[]::new);
  }
}
