/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.reconcile.DifferenceTable;
import org.folio.adapter.patronblocks.reconcile.FeeFinePart;
import org.folio.adapter.patronblocks.reconcile.LoanPart;
import org.folio.adapter.patronblocks.reconcile.SummaryPart;
import org.folio.adapter.patronblocks.reconcile.deployed.DeployedJobRun;
import org.folio.adapter.patronblocks.reconcile.deployed.DeployedModule;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Paging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs of all tenants; in this process one job of a tenant at a time. */
public final class Synchronization {

  private static final Logger LOG = LoggerFactory.getLogger(Synchronization.class);

  // Longer than a page takes, and shorter than the lease of a job.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  // Each record is checked once in four weeks, without a peak day.
  private static final int SHARES = 28;

  private final TenantDatabase database;
  private final Comparing comparing;
  private final UUID owner = UUID.randomUUID();
  // Tenants at work, and whether a start came meanwhile: the work may have looked for jobs before.
  private final Map<TenantId, Boolean> startedAgain = new ConcurrentHashMap<>();

  private Synchronization(TenantDatabase database, Comparing comparing) {
    this.database = database;
    this.comparing = comparing;
  }

  /** Runs one job from its stored position to its end. */
  @FunctionalInterface
  private interface Comparing {
    Future<Void> run(OkapiRequest request, JobProgress progress);
  }

  /**
   * Jobs about the summaries of this module. Works on nothing before {@link #start}.
   *
   * @param keys the progress of the records' events
   * @param lag the lag of the subscriptions
   */
  public static Synchronization ofOwn(
      TenantDatabase database, Keys keys, OkapiClient client, Supplier<Future<Duration>> lag) {
    OkapiClient storage = client.answeredWithin(ANSWER_LIMIT);
    List<SummaryPart<?, ?>> parts =
        List.of(new LoanPart(storage, keys), new FeeFinePart(storage, keys));
    return new Synchronization(
        database, (request, progress) -> new JobRun(database, parts, lag, request, progress).run());
  }

  /**
   * Jobs about the summaries of a deployed mod-patron-blocks, which are repaired by events.
   *
   * @param keys the progress of the records' events
   * @param lag the lag of the subscriptions
   * @param delivery to the handlers of mod-patron-blocks
   */
  public static Synchronization ofDeployed(
      TenantDatabase database,
      Keys keys,
      OkapiClient client,
      Supplier<Future<Duration>> lag,
      Vertx vertx,
      ExternalHandler delivery) {
    OkapiClient storage = client.answeredWithin(ANSWER_LIMIT);
    DeployedModule module = new DeployedModule(vertx, storage, delivery);
    return new Synchronization(
        database,
        (request, progress) ->
            new DeployedJobRun(database, storage, keys, module, lag, request, progress).run());
  }

  /**
   * Runs the tenant's jobs until none is open, with the address and token of the request.
   *
   * @return completes when no job is left; at once if this process works on the tenant already,
   *     which then looks for jobs once more
   */
  public Future<Void> start(OkapiRequest request) {
    return startedAgain.merge(request.tenant(), false, (before, now) -> true)
        ? Future.succeededFuture()
        : work(request);
  }

  private Future<Void> work(OkapiRequest request) {
    return next(request)
        .onFailure(
            cause ->
                LOG.warn(
                    "{} Synchronization jobs of tenant {} cannot be read: {}. The next start tries again.",
                    LogCode.SYNCHRONIZATION_STOPPED,
                    request.tenant(),
                    cause.toString()))
        .eventually(
            () ->
                startedAgain.computeIfPresent(
                            request.tenant(), (tenant, again) -> again ? false : null)
                        == null
                    ? Future.succeededFuture()
                    : work(request));
  }

  private Future<Void> next(OkapiRequest request) {
    return database
        .withConnection(
            request.tenant(), (connection, schema) -> JobTable.claim(connection, schema, owner))
        .compose(job -> job.isPresent() ? run(request, job.get()) : Future.succeededFuture());
  }

  private Future<Void> run(OkapiRequest request, SynchronizationJob job) {
    return comparing
        .run(request, new JobProgress(database, request.tenant(), owner, job))
        .transform(
            ended -> {
              if (ended.succeeded()) {
                LOG.info(
                    "{} Synchronization job {} of tenant {} is done",
                    LogCode.SYNCHRONIZATION_DONE,
                    job.id(),
                    request.tenant());
                return next(request);
              }
              LOG.warn(
                  "{} Synchronization job {} of tenant {} stopped: {}. The next start goes on from its last page.",
                  LogCode.SYNCHRONIZATION_STOPPED,
                  job.id(),
                  request.tenant(),
                  ended.cause().toString());
              return database.withConnection(
                  request.tenant(),
                  (connection, schema) ->
                      JobTable.fail(connection, schema, owner, job.id(), reason(ended.cause())));
            });
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Stores a job, to be worked on at the next start. */
  Future<UUID> create(TenantId tenant, JobScope scope, RecordRange range, boolean dryRun) {
    UUID id = UUID.randomUUID();
    return database
        .withConnection(
            tenant,
            (connection, schema) -> JobTable.insert(connection, schema, id, scope, range, dryRun))
        .map(id);
  }

  /** Stores a job for the share of today: of all ids, those that begin with certain digits. */
  Future<UUID> createShare(TenantId tenant) {
    return create(tenant, JobScope.SHARE, share(LocalDate.now(ZoneOffset.UTC).toEpochDay()), false);
  }

  public static RecordRange share(long day) {
    long number = Math.floorMod(day, SHARES);
    return new RecordRange(
        number == 0 ? null : boundary(number),
        number == SHARES - 1 ? null : boundary(number + 1),
        null);
  }

  // No record has this id: version 0 does not exist.
  private static UUID boundary(long number) {
    long firstDigits = (number << 32) / SHARES;
    return new UUID(firstDigits << 32, 1);
  }

  /** A page of the differences that a job has found. */
  Future<JsonObject> differences(TenantId tenant, UUID job, Paging paging) {
    return database.withConnection(
        tenant,
        (connection, schema) ->
            DifferenceTable.list(connection, schema, job, paging.offset(), paging.limit()));
  }

  /** A job as it stands. */
  Future<Optional<SynchronizationJob>> find(TenantId tenant, UUID id) {
    return database.withConnection(
        tenant, (connection, schema) -> JobTable.find(connection, schema, id));
  }
}
