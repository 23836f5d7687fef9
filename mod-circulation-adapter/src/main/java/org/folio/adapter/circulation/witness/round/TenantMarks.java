/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.folio.adapter.circulation.witness.WitnessMode;
import org.jspecify.annotations.Nullable;

/**
 * The time from which the witness can judge, table {@code witness_tenant}.
 *
 * @param installedAt when the tenant got the witness
 * @param startedAt when the first event was published, or null
 * @param firstRecordAt time of the oldest record of storage, or null
 * @param recordAt time of the newest record of storage, or null
 * @param emptiedAt when storage reported the deletion of all loans, or null
 */
public record TenantMarks(
    Instant installedAt,
    @Nullable Instant startedAt,
    @Nullable Instant firstRecordAt,
    @Nullable Instant recordAt,
    @Nullable Instant emptiedAt) {

  private static final String READ =
      "SELECT installed_at, started_at, first_record_at, record_at, emptied_at FROM \"%s\".witness_tenant";

  private static final String SEEN =
      """
      UPDATE "%s".witness_tenant
         SET record_at = greatest(record_at, $1::timestamptz),
             first_record_at = least(first_record_at, $3::timestamptz),
             emptied_at = greatest(emptied_at, $2::timestamptz)
       WHERE record_at IS NULL OR record_at < $1::timestamptz - interval '1 second'
          OR $2::timestamptz IS NOT NULL OR $3::timestamptz < first_record_at
      """;

  public static Future<TenantMarks> read(SqlClient client, String schema) {
    return client
        .query(READ.formatted(schema))
        .execute()
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new TenantMarks(
                  row.getOffsetDateTime("installed_at").toInstant(),
                  instant(row, "started_at"),
                  instant(row, "first_record_at"),
                  instant(row, "record_at"),
                  instant(row, "emptied_at"));
            });
  }

  /** Stores the times of storage's records; a precision of a second is enough. */
  public static Future<Void> seen(
      SqlClient client, String schema, Instant oldest, Instant newest, @Nullable Instant emptied) {
    return client
        .preparedQuery(SEEN.formatted(schema))
        .execute(
            Tuple.tuple()
                .addOffsetDateTime(newest.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(emptied == null ? null : emptied.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(oldest.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** The time from which changes are judged; null for none. */
  public @Nullable Instant judgedFrom(WitnessMode mode) {
    return mode == WitnessMode.ON ? installedAt : startedAt;
  }

  /** Whether a record is older than the deletion of all loans. */
  public boolean isBeforeEmptying(Instant time) {
    return emptiedAt != null && !time.isAfter(emptiedAt);
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
