/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.consume.Cursor;
import org.folio.eventbus.consume.CursorTable;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * Explains and repairs the differences of one patron in one transaction. The cursors are locked
 * before the summary is read again: no event of the patron is applied meanwhile, and what one has
 * repaired before is no difference any more.
 */
final class PatronSettlement<R extends StoredRecord, S> {

  private final TenantDatabase database;
  private final SummaryPart<R, S> part;

  PatronSettlement(TenantDatabase database, SummaryPart<R, S> part) {
    this.database = database;
    this.part = part;
  }

  /** Numbers of differences. */
  record Settled(int differences, int repaired) {

    static final Settled NOTHING = new Settled(0, 0);

    Settled plus(Settled other) {
      return new Settled(differences + other.differences, repaired + other.repaired);
    }
  }

  /**
   * Settles.
   *
   * @param records as storage has them now; empty for one that it does not have
   * @param horizon of records that were changed later, events may still be on their way
   */
  Future<Settled> run(
      TenantId tenant,
      UUID job,
      UUID patron,
      Map<UUID, Optional<R>> records,
      boolean dryRun,
      Instant horizon) {
    SortedSet<StreamKey> keys = new TreeSet<>();
    records.keySet().forEach(id -> keys.add(part.key(id, patron)));
    return database.withTransaction(
        tenant,
        (tx, schema) ->
            CursorTable.lock(tx, schema, part.subscription(), keys)
                .compose(
                    cursors ->
                        part.ofRecords(tx, schema, records.keySet())
                            .compose(
                                summaries -> {
                                  Future<Settled> settled = Future.succeededFuture(Settled.NOTHING);
                                  for (var record : records.entrySet()) {
                                    Work work =
                                        new Work(
                                            tx,
                                            schema,
                                            job,
                                            patron,
                                            record.getKey(),
                                            record.getValue(),
                                            cursors,
                                            dryRun,
                                            horizon);
                                    List<Difference> differences =
                                        part
                                            .compare(
                                                record.getKey(),
                                                summaries.get(record.getKey()),
                                                record.getValue().orElse(null))
                                            .stream()
                                            .filter(one -> one.userId().equals(patron))
                                            .toList();
                                    settled =
                                        settled.compose(
                                            before -> work.settle(differences).map(before::plus));
                                  }
                                  return settled;
                                })));
  }

  /** One record of one patron. */
  private final class Work {

    private final SqlConnection tx;
    private final String schema;
    private final UUID job;
    private final UUID patron;
    private final UUID id;
    private final Optional<R> stored;
    private final Map<StreamKey, Cursor> cursors;
    private final boolean dryRun;
    private final Instant horizon;

    Work(
        SqlConnection tx,
        String schema,
        UUID job,
        UUID patron,
        UUID id,
        Optional<R> stored,
        Map<StreamKey, Cursor> cursors,
        boolean dryRun,
        Instant horizon) {
      this.tx = tx;
      this.schema = schema;
      this.job = job;
      this.patron = patron;
      this.id = id;
      this.stored = stored;
      this.cursors = cursors;
      this.dryRun = dryRun;
      this.horizon = horizon;
    }

    Future<Settled> settle(List<Difference> differences) {
      if (differences.isEmpty()) {
        return Future.succeededFuture(Settled.NOTHING);
      }
      StreamKey key = part.key(id, patron);
      return EventEvidence.read(tx, schema, part.subscription(), key)
          .compose(
              evidence -> {
                EventEvidence.Finding finding =
                    evidence.of(part, id).orElseGet(() -> withoutEvent(key));
                boolean repair = !dryRun && finding.cause() != DifferenceCause.LATE;
                Future<Void> written =
                    repair
                        ? part.repair(
                            tx, schema, id, patron, stored.orElse(null), cursors.get(key).last())
                        : Future.succeededFuture();
                for (Difference difference : differences) {
                  written =
                      written.compose(
                          before ->
                              DifferenceTable.insert(tx, schema, job, difference, finding, repair));
                }
                return written.map(
                    done -> new Settled(differences.size(), repair ? differences.size() : 0));
              });
    }

    private EventEvidence.Finding withoutEvent(StreamKey key) {
      if (stored.isEmpty()) {
        return new EventEvidence.Finding(
            DifferenceCause.DELETED_WITHOUT_EVENT, "storage does not have it any more");
      }
      Instant updated = stored.get().updated();
      if (updated != null && updated.isAfter(horizon)) {
        return new EventEvidence.Finding(
            DifferenceCause.LATE, "storage changed it at " + updated + "; the next run tells more");
      }
      return new EventEvidence.Finding(
          DifferenceCause.NEVER_PUBLISHED,
          "all events up to sequence %d are applied, none is parked or missing"
              .formatted(cursors.get(key).last()));
    }
  }
}
