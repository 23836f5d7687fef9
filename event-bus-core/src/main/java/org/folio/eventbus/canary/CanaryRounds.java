/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.canary;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SeenCanary;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.metrics.CanaryMeter;
import org.folio.eventbus.tenant.TenantSweep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes canaries periodically, and raises an alarm if they do not arrive. Used on one context
 * only.
 */
public final class CanaryRounds {

  private static final Logger LOG = LoggerFactory.getLogger(CanaryRounds.class);

  // One late canary may be due to a restart; after three the path is blocked.
  private static final int LATE_AFTER_INTERVALS = 3;

  private final PostgresCanaries canaries;
  private final CanaryMeter meter;
  private final @Nullable TenantSweep sweep;
  private final Set<Way> late = new HashSet<>();

  /** Does nothing if canaries are disabled, and nothing before {@link #tenants}. */
  public CanaryRounds(
      Timeline timeline, ProgressWatch watch, PostgresCanaries canaries, CanaryMeter meter) {
    this.canaries = canaries;
    this.meter = meter;
    this.sweep =
        canaries.interval().isZero()
            ? null
            : new TenantSweep(
                timeline,
                watch,
                canaries.interval(),
                "Sending canaries",
                this::look,
                meter::roundEnded);
  }

  private record Way(TenantId tenant, String subscription) {}

  /** Changes the tenants for which canaries are published and expected. */
  public void tenants(Set<TenantId> enabled) {
    late.removeIf(way -> !enabled.contains(way.tenant()));
    if (sweep != null) {
      sweep.tenants(enabled);
    }
  }

  /** Stops publishing. */
  public void close() {
    if (sweep != null) {
      sweep.close();
    }
  }

  private Future<?> look(TenantId tenant) {
    return canaries
        .publishDue(tenant)
        .compose(published -> canaries.seen(tenant))
        .onSuccess(seen -> judge(tenant, seen));
  }

  private void judge(TenantId tenant, List<SeenCanary> seen) {
    for (SeenCanary canary : seen) {
      Duration lateness = canary.lateness();
      Duration age = canary.age();
      // A stream whose publishing module sends no canaries raises no alarm.
      if (lateness == null || age == null) {
        continue;
      }
      meter.seen(tenant, canary.subscription(), canary.stream(), lateness, age);
      judge(new Way(tenant, canary.subscription()), canary.stream(), age);
    }
  }

  private void judge(Way way, String stream, Duration age) {
    boolean isLate = age.compareTo(canaries.interval().multipliedBy(LATE_AFTER_INTERVALS)) > 0;
    if (isLate && late.add(way)) {
      LOG.error(
          "{} {}: no canary of {} has arrived for tenant {} for {} s. Events published now do not arrive either.",
          LogCode.CANARY_LATE,
          way.subscription(),
          stream,
          way.tenant(),
          age.toSeconds());
    } else if (!isLate && late.remove(way)) {
      LOG.info(
          "{} {}: canaries of {} arrive again for tenant {}",
          LogCode.CANARY_BACK,
          way.subscription(),
          stream,
          way.tenant());
    }
  }
}
