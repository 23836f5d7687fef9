/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.folio.eventbus.base.sql.SchemaStatement;

/** Reads a patron's open fees and fines from the registers. */
public final class OpenFeesFines {

  private static final String COLUMNS =
      """
      f.fee_fine_id, f.sequence, f.changed_at, f.balance, f.loan_id,
      f.user_sequence, f.user_at, f.user_id, f.type_sequence, f.type_at, f.fee_fine_type_id\
      """;

  // Paid accounts are read only if the other source has facts about them too. Pushed deletions do
  // not name the patron, so the last part begins with the accounts that do.
  private static final SchemaStatement SELECT =
      new SchemaStatement(
          """
      WITH mine AS (
        SELECT fee_fine_id FROM "%1$s".patron_fee_fine WHERE user_id = $1 AND balance <> 0
        UNION
        SELECT fee_fine_id FROM "%1$s".patron_fee_fine_unnumbered WHERE user_id = $1)
      SELECT true AS numbered, %2$s FROM mine JOIN "%1$s".patron_fee_fine AS f USING (fee_fine_id)
      UNION ALL
      SELECT false, %2$s FROM mine JOIN "%1$s".patron_fee_fine_unnumbered AS f USING (fee_fine_id)
      """
              .formatted("%1$s", COLUMNS));

  // Accounts of any patrons; the condition names columns of both tables.
  private static final String SELECT_WHERE =
      """
      WITH mine AS (
        SELECT fee_fine_id FROM "%1$s".patron_fee_fine WHERE balance <> 0 AND %3$s
        UNION
        SELECT fee_fine_id FROM "%1$s".patron_fee_fine_unnumbered WHERE %3$s)
      SELECT true AS numbered, %2$s FROM mine JOIN "%1$s".patron_fee_fine AS f USING (fee_fine_id)
      UNION ALL
      SELECT false, %2$s FROM mine JOIN "%1$s".patron_fee_fine_unnumbered AS f USING (fee_fine_id)
      """;

  private OpenFeesFines() {}

  /**
   * Reads the accounts with a balance that is not 0, in the order of their ids.
   *
   * @param schema the tenant's schema, checked, safe between double quotes
   */
  public static Future<List<OpenFeeFine>> read(
      SqlConnection connection, String schema, UUID userId) {
    return connection
        .preparedQuery(SELECT.in(schema))
        .execute(Tuple.of(userId))
        .map(rows -> open(rows, userId));
  }

  /** Reads those of the accounts that are open, of all patrons. */
  public static Future<List<PatronFeeFine>> read(
      SqlConnection connection, String schema, RecordIds ids) {
    return connection
        .preparedQuery(SELECT_WHERE.formatted(schema, COLUMNS, ids.in("fee_fine_id")))
        .execute(ids.parameters())
        .map(
            rows -> {
              List<PatronFeeFine> open = new ArrayList<>();
              for (FeeFineState account : states(rows).values()) {
                account
                    .userId()
                    .ifPresent(
                        user ->
                            account
                                .open()
                                .ifPresent(one -> open.add(new PatronFeeFine(user, one))));
              }
              return open;
            });
  }

  private static List<OpenFeeFine> open(RowSet<Row> rows, UUID userId) {
    return open(states(rows).values(), userId);
  }

  private static Map<UUID, FeeFineState> states(RowSet<Row> rows) {
    Map<UUID, FeeFineState> accounts = new HashMap<>();
    for (Row row : rows) {
      Source source = row.getBoolean("numbered") ? Source.NUMBERED : Source.UNNUMBERED;
      accounts.compute(
          row.getUUID("fee_fine_id"),
          (id, known) -> FeeFineState.with(id, known, source, registers(row)));
    }
    return accounts;
  }

  /** The accounts that the patron must pay, in the order of their ids. */
  static List<OpenFeeFine> open(Collection<FeeFineState> accounts, UUID userId) {
    return accounts.stream()
        .filter(account -> account.userId().filter(userId::equals).isPresent())
        .sorted(Comparator.comparing(account -> account.feeFineId().toString()))
        .map(FeeFineState::open)
        .flatMap(Optional::stream)
        .toList();
  }

  private static FeeFineRegisters registers(Row row) {
    Stamped<Balance> balance =
        Stamped.read(
            row,
            "sequence",
            "changed_at",
            () -> new Balance(row.getBigDecimal("balance"), row.getUUID("loan_id")));
    if (balance == null) {
      throw new IllegalStateException("An account without a balance is in the table");
    }
    return new FeeFineRegisters(
        balance,
        Stamped.read(row, "user_sequence", "user_at", () -> row.getUUID("user_id")),
        Stamped.read(row, "type_sequence", "type_at", () -> row.getUUID("fee_fine_type_id")));
  }
}
