/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.folio.adapter.circulation.witness.Witness;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the enabled tenants one after another, by the clock. */
public final class WitnessRounds {

  /** A twelfth of the usual wait: a missing event is found little later than possible. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** At most one check a second; with a wait of a second, more would find nothing. */
  static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  // A multiple of the pause, so that a short wait is followed closely.
  private static final int PAUSES_OF_A_WAIT = 12;

  /** Interval of the deletion of expired rows; some per cent of a day's rows each time. */
  static final Duration SWEEP = Duration.ofHours(1);

  // Hundreds of tenants one after another, each of which may query storage.
  private static final Duration LOOK_LIMIT = Duration.ofMinutes(20);

  // While records flow, the lag of some seconds ago is never zero.
  private static final long UNREAD_IN_FLOW = 500;

  private static final Logger LOG = LoggerFactory.getLogger(WitnessRounds.class);

  private static final String SCHEMAS =
      """
      SELECT n.nspname AS schema FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relname = 'witness_tenant' AND c.relkind = 'r' ORDER BY n.nspname
      """;

  private final EventBus bus;
  private final Round round;
  private final Duration patience;
  private long behindAt = System.nanoTime();
  private boolean failing;

  public WitnessRounds(EventBus bus, Round round, Duration patience) {
    this.patience = patience;
    this.bus = bus;
    this.round = round;
  }

  /** Starts; ends with the Vert.x instance. */
  public void start(Vertx vertx, ProgressWatch watch) {
    RepeatedWork.start(vertx, watch, "The witness", pause(patience), LOOK_LIMIT, this::look);
    RepeatedWork.start(vertx, watch, "Removing the witness's rows", SWEEP, LOOK_LIMIT, this::sweep);
  }

  static Duration pause(Duration patience) {
    Duration part = patience.dividedBy(PAUSES_OF_A_WAIT);
    if (part.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return part.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : part;
  }

  private Future<?> look() {
    return caughtUp()
        .compose(caughtUp -> inTurn(tenant -> round.run(tenant, Duration.ZERO, caughtUp)))
        .onComplete(done -> note(done.failed() ? done.cause() : null));
  }

  // A new consumer does not know its lag yet, so it must have kept up for a whole wait. Records
  // that another instance has not read yet are unknown here; such a record settles a finding.
  private Future<Boolean> caughtUp() {
    return bus.admin()
        .subscriptions(null)
        .map(
            all -> {
              long now = System.nanoTime();
              if (!all.stream().allMatch(this::keepsUp)) {
                behindAt = now;
              }
              return now - behindAt >= patience.toNanos();
            });
  }

  private boolean keepsUp(SubscriptionStatus status) {
    return !status.name().equals(Witness.SUBSCRIPTION)
        || status.partitions() > 0
            && status.problems().isEmpty()
            && status.unread() <= UNREAD_IN_FLOW
            && status.oldestMillis() < patience.toMillis();
  }

  private void note(@Nullable Throwable failure) {
    if (failure != null && !failing) {
      LOG.warn(
          "{} The witness cannot look for missing events: {}. It tries again every few seconds",
          LogCode.WITNESS_FAILED,
          String.valueOf(failure.getMessage()));
    }
    failing = failure != null;
  }

  private Future<?> sweep() {
    return inTurn(tenant -> WitnessRetention.sweep(bus.pool(), bus.schema().of(tenant)))
        .onFailure(
            failure ->
                LOG.warn(
                    "{} Expired rows could not be removed: {}. Tried again in {} minutes",
                    LogCode.SWEEP_FAILED,
                    failure.getMessage(),
                    SWEEP.toMinutes()));
  }

  // One tenant's failure delays no other.
  private Future<Void> inTurn(Function<TenantId, Future<Void>> work) {
    return tenants()
        .compose(
            tenants -> {
              List<Future<Void>> looks = new ArrayList<>();
              Future<Void> done = Future.succeededFuture();
              for (TenantId tenant : tenants) {
                done =
                    done.transform(
                        before -> {
                          Future<Void> look = enabled(tenant, work);
                          looks.add(look);
                          return look;
                        });
              }
              return done.transform(last -> Future.join(looks)).mapEmpty();
            });
  }

  private Future<Void> enabled(TenantId tenant, Function<TenantId, Future<Void>> work) {
    return bus.tenants()
        .isEnabled(tenant)
        .compose(enabled -> enabled ? work.apply(tenant) : Future.succeededFuture());
  }

  private Future<List<TenantId>> tenants() {
    return bus.pool()
        .query(SCHEMAS)
        .execute()
        .map(
            rows -> {
              List<TenantId> tenants = new ArrayList<>();
              rows.forEach(
                  row -> bus.schema().tenantOf(row.getString("schema")).ifPresent(tenants::add));
              return tenants;
            });
  }
}
