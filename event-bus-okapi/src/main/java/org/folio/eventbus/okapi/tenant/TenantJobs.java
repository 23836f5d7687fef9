/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.tenant;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracks work for tenants that takes longer than its request. */
final class TenantJobs {

  private static final Logger LOG = LoggerFactory.getLogger(TenantJobs.class);

  // Okapi first asks after 300 ms; ten signs of life before a job counts as abandoned.
  static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
  static final Duration SILENCE = SIGN_OF_LIFE.multipliedBy(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  // One step creates topics or migrates tables, which takes minutes if they are large.
  private static final Duration STEP_LIMIT = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final ProgressWatch watch;
  private final TenantJobTable table;

  TenantJobs(Vertx vertx, Pool pool, ModuleSchema module, ProgressWatch watch) {
    this.vertx = vertx;
    this.watch = watch;
    this.table = new TenantJobTable(pool, module);
  }

  /**
   * Records that work is running, and later its result.
   *
   * @param messages grows while the work runs
   * @param explained creates the text for Okapi from a failure
   * @return the current job; fails if it cannot be stored
   */
  Future<TenantJob> follow(
      TenantId tenant,
      JsonObject attributes,
      Future<Void> work,
      CopyOnWriteArrayList<String> messages,
      Function<Throwable, String> explained) {
    UUID id = UUID.randomUUID();
    return table
        .begin(tenant, id, attributes)
        .onSuccess(
            begun -> {
              Steps steps = new Steps(tenant);
              long timer =
                  vertx.setPeriodic(
                      SIGN_OF_LIFE.toMillis(),
                      tick -> {
                        steps.look(messages.size());
                        table
                            .alive(tenant, id, messages)
                            .onFailure(cause -> notWritten(tenant, id, cause));
                      });
              work.onComplete(
                  ended -> {
                    vertx.cancelTimer(timer);
                    steps.end();
                    String error = ended.failed() ? explained.apply(ended.cause()) : null;
                    if (error != null) {
                      LOG.error("{} {}", LogCode.TENANT_JOB_FAILED, error, ended.cause());
                    }
                    table
                        .end(tenant, id, messages, error)
                        .onFailure(cause -> notWritten(tenant, id, cause));
                  });
            })
        .onFailure(cause -> notWritten(tenant, id, cause))
        .map(begun -> new TenantJob(id, tenant, attributes, false, null, List.copyOf(messages)));
  }

  /** The job, after it has ended or the wait is over. */
  Future<Optional<TenantJob>> find(TenantId tenant, UUID id, Duration wait) {
    return table
        .find(tenant, id, SILENCE)
        .compose(
            found -> {
              if (found.isEmpty() || found.get().complete() || wait.compareTo(LOOK) < 0) {
                return Future.succeededFuture(found);
              }
              return vertx
                  .timer(LOOK.toMillis())
                  .mapEmpty()
                  .compose(later -> find(tenant, id, wait.minus(LOOK)));
            });
  }

  /** Whether the job existed. */
  Future<Boolean> remove(TenantId tenant, UUID id) {
    return table.remove(tenant, id);
  }

  /** Detects that the work completes no further step. */
  private final class Steps {

    private final Mover mover;
    private int done;

    Steps(TenantId tenant) {
      mover = watch.mover(MoverKind.TENANT_JOB, "The job for tenant " + tenant, STEP_LIMIT);
      mover.hasWork();
    }

    void look(int steps) {
      if (steps > done) {
        done = steps;
        mover.moved();
      }
    }

    void end() {
      mover.close();
    }
  }

  private static void notWritten(TenantId tenant, UUID id, Throwable cause) {
    LOG.warn(
        "{} The progress of job {} of tenant {} cannot be stored: {}. The job continues",
        LogCode.TENANT_JOB_NOT_WRITTEN,
        id,
        tenant,
        cause.getMessage());
  }
}
