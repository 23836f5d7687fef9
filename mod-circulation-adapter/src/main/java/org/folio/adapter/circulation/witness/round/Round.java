/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.adapter.circulation.witness.WitnessMeter;
import org.folio.adapter.circulation.witness.WitnessSettings;
import org.folio.adapter.circulation.witness.expect.ExpectationTable;
import org.folio.adapter.circulation.witness.expect.LoanTable;
import org.folio.adapter.circulation.witness.finding.EventNotice;
import org.folio.adapter.circulation.witness.finding.EventTable;
import org.folio.adapter.circulation.witness.finding.Finding;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.adapter.circulation.witness.finding.FindingTable;
import org.folio.adapter.circulation.witness.finding.Matching;
import org.folio.adapter.circulation.witness.finding.NoticedEvent;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One check of one tenant: pairs arrived events, and judges those whose wait is over. */
public final class Round {

  /** Missing events of one transaction, which holds the locks of their keys. */
  static final int MOST_MISSING = 200;

  // Each of them may cause an HTTP request, one after another.
  private static final int MOST_UNFOUNDED = 100;

  private static final int LOANS_TOLD = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  // One instance at a time; the others have nothing to do then.
  private static final String LOCK =
      "SELECT pg_try_advisory_xact_lock(hashtext('circulation witness'), hashtext($1)) AS mine";

  private static final String UNCONFIRMED =
      "The event was published, but no storage record shows such a change."
          + " The loan's history was not searched, because OKAPI_URL is not set";
  private static final String UNCHANGED =
      "The event was published, but neither a storage record nor the loan's history shows the change";
  private static final String UNRECORDED =
      "The loan changed as the event says, but the record from storage did not arrive";
  private static final String BLURRED =
      "The event was published while writes of the loan were seen only in part; it is"
          + " unknown whether one of them was this change";

  private final Pool pool;
  private final ModuleSchema schema;
  private final EventPublisher publisher;
  private final WitnessSettings settings;
  private final Optional<StorageAccess> storage;
  private final WitnessMeter meter;

  public Round(
      Pool pool,
      ModuleSchema schema,
      EventPublisher publisher,
      WitnessSettings settings,
      Optional<StorageAccess> storage,
      WitnessMeter meter) {
    this.pool = pool;
    this.schema = schema;
    this.publisher = publisher;
    this.settings = settings;
    this.storage = storage;
    this.meter = meter;
  }

  /**
   * Runs the check.
   *
   * @param ahead offset added to the current time; zero except in tests
   * @param caughtUp whether all records of storage have been read, so that a change without a
   *     record did not happen
   */
  public Future<Void> run(TenantId tenant, Duration ahead, boolean caughtUp) {
    String name = schema.of(tenant);
    return missing(tenant, name, ahead)
        .compose(done -> caughtUp ? unfounded(tenant, name, ahead) : Future.succeededFuture());
  }

  private Future<Void> missing(TenantId tenant, String name, Duration ahead) {
    return gracePeriods(tenant, name, ahead)
        .compose(
            grace ->
                pool.withTransaction(
                    tx ->
                        mine(tx, name)
                            .compose(
                                mine ->
                                    mine
                                        ? judge(tx, tenant, name, ahead, grace)
                                        : Future.succeededFuture(List.<Finding>of()))))
        .compose(
            findings -> {
              tell(tenant, findings);
              return findings.size() < MOST_MISSING
                  ? Future.succeededFuture()
                  : missing(tenant, name, ahead);
            });
  }

  private Future<Map<String, JsonObject>> gracePeriods(
      TenantId tenant, String name, Duration ahead) {
    return storage.isEmpty() || !settings.repair()
        ? Future.succeededFuture(Map.of())
        : ExpectationTable.policies(pool, name, ahead, MOST_MISSING)
            .compose(policies -> storage.get().gracePeriods(tenant, policies));
  }

  private static Future<Boolean> mine(SqlConnection tx, String name) {
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(name))
        .map(rows -> rows.iterator().next().getBoolean("mine"));
  }

  private Future<List<Finding>> judge(
      SqlConnection tx,
      TenantId tenant,
      String name,
      Duration ahead,
      Map<String, JsonObject> gracePeriods) {
    return Matching.run(tx, name, settings.patience())
        .compose(done -> ExpectationTable.lapse(tx, name, ahead))
        .compose(done -> ExpectationTable.due(tx, name, ahead, MOST_MISSING))
        .compose(
            due ->
                due.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : repair(tx, tenant, name, due, gracePeriods));
  }

  private Future<List<Finding>> repair(
      SqlConnection tx,
      TenantId tenant,
      String name,
      List<ExpectationTable.Due> due,
      Map<String, JsonObject> gracePeriods) {
    List<UUID> loans = due.stream().map(one -> one.expectation().loanId()).distinct().toList();
    return LoanTable.find(tx, name, loans)
        .compose(
            known ->
                new Repair(publisher, tenant, name, gracePeriods)
                    .run(tx, due, known, settings.repair()))
        .compose(
            result ->
                FindingTable.insert(tx, name, result.findings())
                    .compose(done -> ExpectationTable.settle(tx, name, result.settled()))
                    .compose(done -> EventTable.met(tx, name, result.came()))
                    .map(result.findings()));
  }

  private Future<Void> unfounded(TenantId tenant, String name, Duration ahead) {
    return pool.withTransaction(
            tx ->
                mine(tx, name)
                    .compose(
                        mine ->
                            mine
                                ? suspects(tx, name, ahead)
                                : Future.succeededFuture(List.<EventTable.Unfounded>of())))
        .compose(
            suspects -> {
              Future<Void> told = Future.succeededFuture();
              for (EventTable.Unfounded suspect : suspects) {
                told = told.compose(done -> examine(tenant, name, suspect));
              }
              return told;
            });
  }

  // If no record of storage has ever arrived, its topic is wrong or not in use.
  private Future<List<EventTable.Unfounded>> suspects(
      SqlConnection tx, String name, Duration ahead) {
    return TenantMarks.read(tx, name)
        .compose(
            marks ->
                marks.recordAt() == null
                    ? Future.succeededFuture(List.of())
                    : EventTable.accept(tx, name, settings, storage.isEmpty(), ahead)
                        .compose(
                            done ->
                                EventTable.unfounded(
                                    tx, name, settings.patience(), ahead, MOST_UNFOUNDED)));
  }

  private Future<Void> examine(TenantId tenant, String name, EventTable.Unfounded suspect) {
    NoticedEvent event = suspect.event();
    if (storage.isEmpty()) {
      return suspect.blurred()
          ? report(tenant, name, event, FindingKind.AMBIGUOUS, BLURRED)
          : report(tenant, name, event, FindingKind.PHANTOM, UNCONFIRMED);
    }
    return storage
        .get()
        .facts(tenant, event.loanId(), event.storedAt().minus(EventNotice.LATEST_ORIGINAL))
        .compose(
            facts ->
                facts.contains(event.fingerprint())
                    ? report(tenant, name, event, FindingKind.RECORD_LOST, UNRECORDED)
                    : report(tenant, name, event, FindingKind.PHANTOM, UNCHANGED));
  }

  private Future<Void> report(
      TenantId tenant, String name, NoticedEvent event, FindingKind kind, String explanation) {
    Finding finding = Finding.unfounded(UUID.randomUUID(), kind, event, explanation);
    return pool.withTransaction(
            tx ->
                EventTable.state(tx, name, event.id(), "REPORTED", finding.id())
                    .compose(
                        waited ->
                            waited
                                ? FindingTable.insert(tx, name, List.of(finding))
                                    .map(List.of(finding))
                                : Future.succeededFuture(List.<Finding>of())))
        .map(
            findings -> {
              tell(tenant, findings);
              return null;
            });
  }

  private void tell(TenantId tenant, Collection<Finding> findings) {
    Map<FindingKind, List<Finding>> kinds =
        findings.stream().collect(Collectors.groupingBy(Finding::kind));
    kinds.forEach(
        (kind, found) -> {
          meter.found(tenant, kind, found.size());
          long derived = found.stream().filter(one -> one.derived() != null).count();
          meter.derived(tenant, derived);
          List<UUID> loans =
              found.stream().map(Finding::loanId).distinct().limit(LOANS_TOLD).toList();
          LOG.atLevel(kind == FindingKind.DERIVED_BY_RULE ? Level.INFO : Level.WARN)
              .log(
                  "{} Tenant {}, {}: {} of loans {} and perhaps others; {} were published in their"
                      + " place. GET /circulation-events/witness/findings lists them",
                  kind.code(),
                  tenant,
                  kind,
                  found.size(),
                  loans,
                  derived);
        });
  }
}
