/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Function;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.parked.Release;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.park.KeysOfCause;
import org.jspecify.annotations.Nullable;

/** Releases keys parked for one cause, one after another, each in the order of its events. */
final class CauseRelease {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Function<StreamKey, Future<ReleaseResult>> release;
  private final KeysOfCause parked;
  private final Iterator<KeysOfCause.Place> keys;
  private final long begun = System.nanoTime();
  private int tried;
  private int released;
  private long remaining;
  private int stayed;
  private long last;
  private @Nullable String firstCause;

  private CauseRelease(KeysOfCause parked, Function<StreamKey, Future<ReleaseResult>> release) {
    this.parked = parked;
    this.keys = parked.keys().iterator();
    this.release = release;
  }

  static Future<Release> run(
      KeysOfCause parked, boolean dryRun, Function<StreamKey, Future<ReleaseResult>> release) {
    if (parked.keys().isEmpty()) {
      return Future.succeededFuture(
          new Release(
              ActionResult.nothing(Action.RELEASE, "No key is parked for this cause"),
              new ReleaseResult(0, 0, null),
              dryRun ? parked.last() : null,
              null));
    }
    return dryRun
        ? Future.succeededFuture(preview(parked))
        : new CauseRelease(parked, release).next();
  }

  private static Release preview(KeysOfCause parked) {
    return new Release(
        ActionResult.dryRun(
            Action.RELEASE,
            "%s keys would be released one after another, each in the order of its events; a key whose event fails again stays parked"
                .formatted(parked.total()),
            new JsonObject().put("keys", parked.total()),
            new JsonObject()),
        new ReleaseResult(0, 0, null),
        parked.last(),
        null);
  }

  private Future<Release> next() {
    if (!keys.hasNext() || System.nanoTime() - begun > LONGEST.toNanos()) {
      return Future.succeededFuture(result());
    }
    KeysOfCause.Place place = keys.next();
    return release
        .apply(place.key())
        .compose(
            one -> {
              note(place, one);
              return next();
            });
  }

  private void note(KeysOfCause.Place place, ReleaseResult one) {
    tried++;
    released += one.released();
    remaining += one.remaining();
    last = place.position();
    if (one.cause() != null) {
      stayed++;
      firstCause = firstCause == null ? one.cause() : firstCause;
    }
  }

  private Release result() {
    long waiting = parked.total() - tried;
    String explanation =
        "%s events of %s keys were released in order%s%s"
            .formatted(
                released,
                tried - stayed,
                stayed == 0
                    ? ""
                    : "; %s keys stay parked, the first for: %s".formatted(stayed, firstCause),
                waiting == 0
                    ? ""
                    : "; %s keys of the cause have not been tried yet".formatted(waiting));
    return new Release(
        new ActionResult(
            Action.RELEASE,
            stayed == 0 ? ActionOutcome.DONE : ActionOutcome.FAILED,
            explanation,
            null,
            new JsonObject().put("keys", parked.total()),
            new JsonObject().put("stayParked", stayed).put("notTried", waiting)),
        new ReleaseResult(released, remaining, firstCause),
        null,
        waiting == 0 ? null : last);
  }
}
