/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.feefine.OpenFeesFines;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.adapter.patronblocks.loan.OpenLoans;
import org.folio.eventbus.TenantId;

/** Reads summaries from the registers of loans and accounts. */
public final class UserSummaryTables {

  private UserSummaryTables() {}

  // Each account counts its own events, so that the sum grows with every numbered event.
  private static String version(String schema) {
    return """
    SELECT greatest(1,
      coalesce((SELECT max(last_sequence) FROM "%1$s".patron_loan WHERE user_id = $1), 0)
      + coalesce((SELECT sum(sequence) FROM "%1$s".patron_fee_fine WHERE user_id = $1), 0))
      AS version
    """
        .formatted(schema);
  }

  /**
   * Reads what a patron has open now, by index only.
   *
   * @param schema the tenant's schema, checked, safe between double quotes
   */
  public static Future<OpenItems> open(SqlConnection connection, String schema, UUID userId) {
    Future<List<OpenLoan>> loans = OpenLoans.read(connection, schema, userId);
    Future<List<OpenFeeFine>> feesFines = OpenFeesFines.read(connection, schema, userId);
    return Future.all(loans, feesFines)
        .map(both -> new OpenItems(loans.result(), feesFines.result()));
  }

  /**
   * Reads what a patron has open now, with its version. The version is read first: a summary may
   * hold more than its version says, never less.
   *
   * @param schema the tenant's schema, checked, safe between double quotes
   */
  static Future<UserSummary> read(
      SqlConnection connection, String schema, TenantId tenant, UUID userId) {
    return connection
        .preparedQuery(version(schema))
        .execute(Tuple.of(userId))
        .map(rows -> rows.iterator().next().getLong("version"))
        .compose(
            version ->
                open(connection, schema, userId)
                    .map(
                        items ->
                            new UserSummary(SummaryId.of(tenant, userId), version, userId, items)));
  }
}
