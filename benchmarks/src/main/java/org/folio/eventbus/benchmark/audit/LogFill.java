/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.Locale;
import org.folio.eventbus.benchmark.scenario.Servers;
import org.folio.eventbus.testing.DatabaseCoordinates;

/**
 * Fills a circulation log with two years of a library: half of the records concern loans; a patron
 * has about fifty records and an item ten.
 */
final class LogFill {

  /** The numbers of patrons, items, service points and staff members in the records. */
  static final int RECORDS_OF_A_PATRON = 50;

  static final int RECORDS_OF_AN_ITEM = 10;
  static final int SERVICE_POINTS = 20;
  static final int MONTHS = 24;
  static final YearMonth FIRST = YearMonth.of(2024, 11);

  private static final String SCHEMA = "diku_mod_audit_adapter";

  // Rows are inserted before the table is attached, because building an index is faster than
  // changing it row by row.
  private static final String MONTH =
      """
      CREATE TABLE %1$s.circulation_log_%2$s (LIKE %1$s.circulation_log INCLUDING DEFAULTS);
      INSERT INTO %1$s.circulation_log_%2$s
      SELECT timestamptz '%3$s-01Z' + random() * (timestamptz '%4$s-01Z' - timestamptz '%3$s-01Z'),
             gen_random_uuid(), 0, gen_random_uuid(),
             (100000 + patron)::text,
             jsonb_build_array(jsonb_build_object('itemBarcode', (10000000 + item)::text, 'itemId',
               pg_temp.uuid(1, item), 'instanceId', pg_temp.uuid(2, item), 'holdingId', pg_temp.uuid(3, item),
               'loanId', pg_temp.uuid(4, item * 16 + loan))),
             kind.object, kind.action, pg_temp.uuid(5, n %% %6$s)::text,
             'Librarian' || (n %% 200) || ', Ada', kind.description,
             pg_temp.uuid(6, patron)::text, NULL, NULL, NULL, NULL,
             ARRAY[pg_temp.uuid(4, item * 16 + loan)::text],
             array_to_tsvector(ARRAY[(10000000 + item)::text, pg_temp.uuid(1, item)::text,
               pg_temp.uuid(2, item)::text, pg_temp.uuid(3, item)::text,
               pg_temp.uuid(4, item * 16 + loan)::text]),
             to_tsvector('simple', kind.description)
        FROM (SELECT n, (random() * (%5$s / %7$s - 1))::integer AS patron,
                     (random() * (%5$s / %8$s - 1))::integer AS item,
                     (random() * 15)::integer AS loan, (random() * 99)::integer AS share
                FROM generate_series(1, %9$s) AS n) AS row
        JOIN kinds AS kind ON row.share BETWEEN kind.least AND kind.most;
      ALTER TABLE %1$s.circulation_log ATTACH PARTITION %1$s.circulation_log_%2$s
        FOR VALUES FROM ('%3$s-01 00:00:00Z') TO ('%4$s-01 00:00:00Z');
      INSERT INTO %1$s.circulation_log_count
      SELECT timestamptz '%3$s-01Z', object, action, service_point_id, count(*)
        FROM %1$s.circulation_log_%2$s GROUP BY object, action, service_point_id
      """;

  private static final String PREPARE =
      """
      SET maintenance_work_mem = '512MB';
      CREATE FUNCTION pg_temp.uuid(kind integer, number integer) RETURNS uuid LANGUAGE sql IMMUTABLE
        AS $$ SELECT md5(kind || ':' || number)::uuid $$;
      CREATE TEMPORARY TABLE kinds (least integer, most integer, object text, action text, description text);
      INSERT INTO kinds VALUES
        (0, 19, 'Loan', 'Checked out', 'Checked out to proxy: no.'),
        (20, 39, 'Loan', 'Checked in', 'Item status: Available.'),
        (40, 49, 'Loan', 'Renewed', 'New due date: 2026-03-01 (from 2026-02-01)'),
        (50, 51, 'Loan', 'Recall requested', 'New due date: 2026-02-10 (from 2026-03-01)'),
        (52, 61, 'Request', 'Created', 'Type: Hold.'),
        (62, 71, 'Request', 'Edited', 'New request status: Open - Awaiting pickup (from: Open - Not yet filled).'),
        (72, 86, 'Notice', 'Send', 'Template: overdue reminder. Triggering event: Due date.'),
        (87, 87, 'Notice', 'Send error', 'Template: overdue reminder. Error message: no address.'),
        (88, 93, 'Fee/Fine', 'Billed', 'Fee/Fine type: Overdue fine. Fee/Fine owner: Main. Amount: 2.50.'),
        (94, 98, 'Fee/Fine', 'Paid fully', 'Fee/Fine type: Overdue fine. Amount: 2.50. Balance: 0.00. Payment method: cash.'),
        (99, 99, 'Manual block', 'Created', 'Block actions: borrowing. Description: lost card.')
      """;

  private LogFill() {}

  /** Adds the records month by month and prints its progress on standard output. */
  static void fill(DatabaseCoordinates database, int records) throws SQLException {
    try (Connection connection = Servers.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(PREPARE);
      for (int month = 0; month < MONTHS; month++) {
        YearMonth one = FIRST.plusMonths(month);
        statement.execute(
            MONTH.formatted(
                SCHEMA,
                one.toString().replace("-", ""),
                one,
                one.plusMonths(1),
                records,
                SERVICE_POINTS,
                RECORDS_OF_A_PATRON,
                RECORDS_OF_AN_ITEM,
                records / MONTHS));
        System.out.printf(
            Locale.ROOT, "\r%,d of %,d records", records / MONTHS * (month + 1), records);
      }
      // Autovacuum does the same with past months. Only then can counts use index-only scans.
      statement.execute("VACUUM ANALYZE");
      System.out.println();
    }
  }
}
