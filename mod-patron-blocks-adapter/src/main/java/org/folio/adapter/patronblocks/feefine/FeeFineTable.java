/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.folio.eventbus.database.SchemaStatement;
import org.jspecify.annotations.Nullable;

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

  // The rules of FeeFineRegisters.merge once more, for rows that exist.
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
            replaced(BALANCE, LATER_BALANCE),
            replaced(USER, LATER_USER),
            replaced(TYPE, LATER_TYPE)));
  }

  private static String replaced(List<String> columns, String condition) {
    return columns.stream()
        .map(
            column ->
                "%1$s = CASE WHEN %2$s THEN excluded.%1$s ELSE known.%1$s END"
                    .formatted(column, condition))
        .reduce((a, b) -> a + ",\n  " + b)
        .orElseThrow();
  }

  /**
   * Merges the given registers into the table of their source, one statement for all.
   *
   * @param schema checked, safe between double quotes
   * @param accounts in key order, so that two instances never lock each other out
   */
  static Future<Void> merge(
      SqlConnection connection,
      String schema,
      Source source,
      SortedMap<UUID, FeeFineRegisters> accounts) {
    Columns columns = new Columns(List.copyOf(accounts.entrySet()));
    Tuple parameters = Tuple.tuple().addValue(columns.of(UUID[]::new, Map.Entry::getKey));
    columns.addStamps(parameters, FeeFineRegisters::balance);
    parameters
        .addValue(
            columns.of(BigDecimal[]::new, account -> account.getValue().balance().value().amount()))
        .addValue(
            columns.of(UUID[]::new, account -> account.getValue().balance().value().loanId()));
    columns.addStamps(parameters, FeeFineRegisters::userId);
    parameters.addValue(columns.ids(FeeFineRegisters::userId));
    columns.addStamps(parameters, FeeFineRegisters::typeId);
    parameters.addValue(columns.ids(FeeFineRegisters::typeId));
    return connection.preparedQuery(UPSERTS.get(source).in(schema)).execute(parameters).mapEmpty();
  }

  private record Columns(List<Map.Entry<UUID, FeeFineRegisters>> accounts) {

    <T> T[] of(
        IntFunction<T[]> array, Function<Map.Entry<UUID, FeeFineRegisters>, @Nullable T> value) {
      return accounts.stream().map(value).toArray(array);
    }

    UUID[] ids(Function<FeeFineRegisters, @Nullable Stamped<UUID>> register) {
      return of(
          UUID[]::new,
          account -> {
            Stamped<UUID> stamped = register.apply(account.getValue());
            return stamped == null ? null : stamped.value();
          });
    }

    void addStamps(
        Tuple tuple, Function<FeeFineRegisters, ? extends @Nullable Stamped<?>> register) {
      tuple.addValue(
          of(
              Long[]::new,
              account -> {
                Stamped<?> stamped = register.apply(account.getValue());
                return stamped == null ? Stamped.UNWRITTEN : stamped.sequence();
              }));
      tuple.addValue(
          of(
              OffsetDateTime[]::new,
              account -> {
                Stamped<?> stamped = register.apply(account.getValue());
                return stamped == null ? null : stamped.at().atOffset(ZoneOffset.UTC);
              }));
    }
  }
}
