/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.feefine.FeeFineRepair;
import org.folio.adapter.patronblocks.feefine.OpenFeesFines;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordStorage;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.okapi.OkapiClient;
import org.jspecify.annotations.Nullable;

/** The open fees and fines, compared with the accounts of mod-feesfines. */
public final class FeeFinePart extends SummaryPart<StoredAccount, SummaryFeeFine> {

  public FeeFinePart(OkapiClient client, Keys keys) {
    super(RecordKind.FEE_FINE, RecordStorage.accounts(client), PatronStreams.FEES_FINES, keys);
  }

  @Override
  Future<Map<UUID, SummaryFeeFine>> read(
      SqlConnection connection, String schema, RecordIds ids, @Nullable UUID patron) {
    return OpenFeesFines.read(connection, schema, ids)
        .map(open -> byId(open.stream().map(SummaryFeeFine::of), patron));
  }

  @Override
  List<SummaryDifference> details(SummaryFeeFine summary, StoredAccount stored) {
    return summary.balance().compareTo(stored.balance()) == 0
        ? List.of()
        : List.of(
            new SummaryDifference(
                DifferenceKind.BALANCE_WRONG,
                summary.id(),
                summary.userId(),
                summary.balance().toPlainString(),
                stored.balance().toPlainString()));
  }

  @Override
  public StreamKey key(UUID id, UUID userId) {
    return new StreamKey(EventCatalog.ACCOUNT_EVENTS, id.toString());
  }

  @Override
  Future<Void> repair(
      SqlConnection tx,
      String schema,
      UUID id,
      UUID userId,
      @Nullable StoredAccount stored,
      long sequence) {
    StoredAccount owed = stored != null && userId.equals(stored.userId()) ? stored : null;
    return FeeFineRepair.write(
        tx,
        schema,
        new FeeFineRepair.Account(
            id,
            owed == null ? BigDecimal.ZERO : owed.balance(),
            owed == null ? null : owed.loanId(),
            userId,
            owed == null ? null : owed.typeId()),
        sequence);
  }
}
