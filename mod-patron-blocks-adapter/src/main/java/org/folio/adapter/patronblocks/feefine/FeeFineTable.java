/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.RegisterColumns;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.eventbus.base.sql.SchemaStatement;

/**
 * Writes the registers of accounts, tables {@code patron_fee_fine} and {@code
 * patron_fee_fine_unnumbered}.
 */
final class FeeFineTable {

  private static final String COLUMNS =
      """
      fee_fine_id, sequence, changed_at, balance, loan_id,
      user_sequence, user_at, user_id, type_sequence, type_at, fee_fine_type_id\
      """;

  // The rules of FeeFineRegisters.merge in SQL, for existing rows.
  private static final String UPSERT =
      """
      INSERT INTO "%1$s".patron_fee_fine%2$s AS known (%3$s)
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::numeric[], $5::uuid[],
        $6::bigint[], $7::timestamptz[], $8::uuid[], $9::bigint[], $10::timestamptz[], $11::uuid[])
        AS news (%3$s)
      ON CONFLICT (fee_fine_id) DO UPDATE SET
        %4$s,
        %5$s,
        %6$s,
        written_at = now()
      """;

  private static final String LATER_BALANCE =
      """
      (excluded.sequence, excluded.balance, coalesce(excluded.loan_id::text, '') COLLATE "C")
        > (known.sequence, known.balance, coalesce(known.loan_id::text, '') COLLATE "C")\
      """;

  private static final String LATER_USER =
      "(excluded.user_sequence, excluded.user_id) > (known.user_sequence, known.user_id)";

  private static final String LATER_TYPE =
      """
      (excluded.type_sequence, excluded.fee_fine_type_id)
        > (known.type_sequence, known.fee_fine_type_id)\
      """;

  private static final List<String> BALANCE =
      List.of("sequence", "changed_at", "balance", "loan_id");
  private static final List<String> USER = List.of("user_sequence", "user_at", "user_id");
  private static final List<String> TYPE = List.of("type_sequence", "type_at", "fee_fine_type_id");

  private static final Map<Source, SchemaStatement> UPSERTS = Source.each(FeeFineTable::upsert);

  private FeeFineTable() {}

  private static SchemaStatement upsert(Source source) {
    return new SchemaStatement(
        UPSERT.formatted(
            "%1$s",
            source.suffix(),
            COLUMNS,
            RegisterColumns.replaced(BALANCE, LATER_BALANCE),
            RegisterColumns.replaced(USER, LATER_USER),
            RegisterColumns.replaced(TYPE, LATER_TYPE)));
  }

  /**
   * Merges the given registers into the table of their source, one statement for all.
   *
   * @param schema checked, safe between double quotes
   * @param accounts in key order, so that two instances never deadlock
   */
  static Future<Void> merge(
      SqlConnection connection,
      String schema,
      Source source,
      SortedMap<UUID, FeeFineRegisters> accounts) {
    var columns = new RegisterColumns<>(accounts);
    Tuple parameters = Tuple.tuple().addValue(columns.of(UUID[]::new, Map.Entry::getKey));
    columns.addStamps(parameters, FeeFineRegisters::balance);
    parameters
        .addValue(
            columns.of(BigDecimal[]::new, account -> account.getValue().balance().value().amount()))
        .addValue(
            columns.of(UUID[]::new, account -> account.getValue().balance().value().loanId()));
    columns.addStamps(parameters, FeeFineRegisters::userId);
    parameters.addValue(columns.ofStamped(UUID[]::new, FeeFineRegisters::userId, user -> user));
    columns.addStamps(parameters, FeeFineRegisters::typeId);
    parameters.addValue(columns.ofStamped(UUID[]::new, FeeFineRegisters::typeId, type -> type));
    return connection
        .preparedQuery(Objects.requireNonNull(UPSERTS.get(source)).in(schema))
        .execute(parameters)
        .mapEmpty();
  }
}
