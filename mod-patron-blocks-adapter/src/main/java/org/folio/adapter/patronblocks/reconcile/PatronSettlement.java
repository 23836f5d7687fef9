/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.reconcile.job.JobTerms;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.TenantDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Explains and repairs the differences of one patron in one transaction. The cursors are locked
 * before the summary is read again: no event of the patron is applied meanwhile, and an already
 * repaired difference is gone.
 */
public final class PatronSettlement<R extends StoredRecord, S extends SummaryRecord> {

  private final TenantDatabase database;
  private final SummaryPart<R, S> part;

  PatronSettlement(TenantDatabase database, SummaryPart<R, S> part) {
    this.database = database;
    this.part = part;
  }

  /** Counts of differences. */
  public record Settled(int differences, int repaired) {

    public static final Settled NOTHING = new Settled(0, 0);

    public Settled plus(Settled other) {
      return new Settled(differences + other.differences, repaired + other.repaired);
    }
  }

  /**
   * Settles.
   *
   * @param records the current records of storage; empty for one that does not exist
   */
  Future<Settled> run(
      TenantId tenant, UUID patron, Map<UUID, Optional<R>> records, JobTerms terms) {
    return database.withTransaction(
        tenant, (tx, schema) -> new Work(tx, schema, patron, terms).settle(records));
  }

  /** One transaction for one patron. */
  private final class Work {

    private final SqlConnection tx;
    private final String schema;
    private final UUID patron;
    private final JobTerms terms;

    Work(SqlConnection tx, String schema, UUID patron, JobTerms terms) {
      this.tx = tx;
      this.schema = schema;
      this.patron = patron;
      this.terms = terms;
    }

    Future<Settled> settle(Map<UUID, Optional<R>> records) {
      SortedSet<StreamKey> keys = new TreeSet<>();
      records.keySet().forEach(id -> keys.add(part.key(id, patron)));
      return part.keys()
          .lock(tx, schema, part.subscription(), keys)
          .compose(
              cursors ->
                  part.read(tx, schema, RecordIds.of(records.keySet()), patron)
                      .compose(summaries -> settle(records, summaries, cursors)));
    }

    private Future<Settled> settle(
        Map<UUID, Optional<R>> records, Map<UUID, S> summaries, Map<StreamKey, Long> cursors) {
      Future<Settled> settled = Future.succeededFuture(Settled.NOTHING);
      for (var entry : records.entrySet()) {
        UUID id = entry.getKey();
        R stored = entry.getValue().orElse(null);
        List<SummaryDifference> all = part.compare(summaries.get(id), stored);
        List<SummaryDifference> differences =
            all.stream().filter(difference -> difference.userId().equals(patron)).toList();
        if (!differences.isEmpty()) {
          long applied = Objects.requireNonNull(cursors.get(part.key(id, patron)));
          boolean elsewhere = RecordComparison.ofSeveralPatrons(all);
          settled =
              settled.compose(
                  before -> settle(id, stored, differences, elsewhere, applied).map(before::plus));
        }
      }
      return settled;
    }

    private Future<Settled> settle(
        UUID id,
        @Nullable R stored,
        List<SummaryDifference> differences,
        boolean elsewhere,
        long applied) {
      return EventEvidence.read(part.keys(), tx, schema, part.subscription(), part.key(id, patron))
          .compose(
              evidence -> {
                EventEvidence.Finding finding =
                    evidence.explain(
                        payload -> part.isAbout(payload, id), stored, elsewhere, terms.horizon());
                boolean repair = !terms.dryRun() && finding.cause() != DifferenceCause.LATE;
                Future<Void> written =
                    repair
                        ? part.repair(tx, schema, id, patron, stored, applied)
                        : Future.succeededFuture();
                for (SummaryDifference difference : differences) {
                  written =
                      written.compose(
                          before ->
                              DifferenceTable.insert(
                                  tx, schema, terms.job(), difference, finding, repair));
                }
                return written.map(
                    done -> new Settled(differences.size(), repair ? differences.size() : 0));
              });
    }
  }
}
