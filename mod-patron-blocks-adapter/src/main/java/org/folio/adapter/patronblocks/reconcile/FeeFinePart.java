/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.feefine.FeeFineRepair;
import org.folio.adapter.patronblocks.feefine.OpenFeesFines;
import org.folio.adapter.patronblocks.feefine.PatronFeeFine;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.okapi.OkapiClient;
import org.jspecify.annotations.Nullable;

/** The open fees and fines, compared with the accounts of mod-feesfines. */
final class FeeFinePart implements SummaryPart<StoredAccount, SummaryFeeFine> {

  private final RecordStorage<StoredAccount> storage;

  FeeFinePart(OkapiClient client) {
    this.storage = RecordStorage.accounts(client);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.FEE_FINE;
  }

  @Override
  public RecordStorage<StoredAccount> storage() {
    return storage;
  }

  @Override
  public Future<Map<UUID, SummaryFeeFine>> between(
      SqlConnection connection, String schema, RecordRange range, @Nullable UUID upTo) {
    return OpenFeesFines.between(
            connection, schema, range.first(), range.last(upTo), range.userId())
        .map(FeeFinePart::byId);
  }

  @Override
  public Future<Map<UUID, SummaryFeeFine>> ofRecords(
      SqlConnection connection, String schema, Set<UUID> ids, UUID patron) {
    return OpenFeesFines.ofIds(connection, schema, ids).map(FeeFinePart::byId);
  }

  private static Map<UUID, SummaryFeeFine> byId(List<PatronFeeFine> open) {
    Map<UUID, SummaryFeeFine> accounts = new HashMap<>();
    open.forEach(
        account -> accounts.put(account.feeFine().feeFineId(), SummaryFeeFine.of(account)));
    return accounts;
  }

  @Override
  public List<Difference> compare(
      UUID id, @Nullable SummaryFeeFine summary, @Nullable StoredAccount stored) {
    return FeeFineComparison.of(id, summary, stored);
  }

  @Override
  public String subscription() {
    return PatronStreams.FEES_FINES;
  }

  @Override
  public StreamKey key(UUID id, UUID userId) {
    return new StreamKey(EventCatalog.ACCOUNT_EVENTS, id.toString());
  }

  @Override
  public boolean isAbout(JsonObject payload, UUID id) {
    return id.toString().equalsIgnoreCase(String.valueOf(payload.getValue("feeFineId")));
  }

  @Override
  public Future<Void> repair(
      SqlConnection tx,
      String schema,
      UUID id,
      UUID userId,
      @Nullable StoredAccount stored,
      long sequence) {
    boolean owes = stored != null && userId.equals(stored.userId());
    return FeeFineRepair.write(
        tx,
        schema,
        new FeeFineRepair.Account(
            id,
            owes ? stored.balance() : BigDecimal.ZERO,
            owes ? stored.loanId() : null,
            userId,
            owes ? stored.typeId() : null),
        sequence);
  }
}
