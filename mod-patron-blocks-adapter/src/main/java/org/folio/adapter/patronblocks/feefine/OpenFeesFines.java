/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.jspecify.annotations.Nullable;

/** Reads what a patron owes from the registers. */
public final class OpenFeesFines {

  private static final String COLUMNS =
      """
      f.fee_fine_id, f.sequence, f.changed_at, f.balance, f.loan_id,
      f.user_sequence, f.user_at, f.user_id, f.type_sequence, f.type_at, f.fee_fine_type_id\
      """;

  // Accounts that are paid are read only if the other source speaks of them too. Pushed deletions
  // do not name the patron, so that the last part begins with the accounts that do.
  private static final String SELECT =
      """
      WITH mine AS (
        SELECT fee_fine_id FROM "%1$s".patron_fee_fine WHERE user_id = $1 AND balance <> 0
        UNION
        SELECT fee_fine_id FROM "%1$s".patron_fee_fine_unnumbered WHERE user_id = $1)
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
        .preparedQuery(SELECT.formatted(schema, COLUMNS))
        .execute(Tuple.of(userId))
        .map(rows -> open(rows, userId));
  }

  private static List<OpenFeeFine> open(RowSet<Row> rows, UUID userId) {
    Map<UUID, FeeFineState> accounts = new HashMap<>();
    for (Row row : rows) {
      Source source = row.getBoolean("numbered") ? Source.NUMBERED : Source.UNNUMBERED;
      accounts.compute(
          row.getUUID("fee_fine_id"),
          (id, known) -> FeeFineState.with(id, known, source, registers(row)));
    }
    return open(accounts.values(), userId);
  }

  /** Those of the accounts that the patron has to pay, in the order of their ids. */
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
        stamped(
            row,
            "sequence",
            "changed_at",
            () -> new Balance(row.getBigDecimal("balance"), row.getUUID("loan_id")));
    if (balance == null) {
      throw new IllegalStateException("An account without a balance is in the table");
    }
    return new FeeFineRegisters(
        balance,
        stamped(row, "user_sequence", "user_at", () -> row.getUUID("user_id")),
        stamped(row, "type_sequence", "type_at", () -> row.getUUID("fee_fine_type_id")));
  }

  private static <T> @Nullable Stamped<T> stamped(
      Row row, String sequence, String time, Supplier<T> value) {
    long stamp = row.getLong(sequence);
    if (stamp == Stamped.UNWRITTEN) {
      return null;
    }
    OffsetDateTime at = row.getOffsetDateTime(time);
    return new Stamped<>(stamp, at == null ? Instant.EPOCH : at.toInstant(), value.get());
  }
}
