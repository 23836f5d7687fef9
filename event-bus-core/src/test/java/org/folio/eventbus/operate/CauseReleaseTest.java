/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.parked.Release;
import org.folio.eventbus.admin.parked.ReleaseResult;
import org.folio.eventbus.park.KeysOfCause;
import org.junit.jupiter.api.Test;

class CauseReleaseTest {

  private final List<String> released = new ArrayList<>();

  @Test
  void keysAreTriedInTheirOrderAndTheNextCallBeginsAfterTheLast() {
    Release release = CauseRelease.run(keys(3, 10), false, this::release).result();

    assertThat(released).containsExactly("1", "2", "3");
    assertThat(release.next()).isEqualTo(3);
    assertThat(release.released()).isEqualTo(new ReleaseResult(4, 2, "refused"));
    assertThat(release.result().outcome()).isEqualTo(ActionOutcome.FAILED);
    assertThat(release.result().after())
        .isEqualTo(new JsonObject().put("stayParked", 1).put("notTried", 7L));
  }

  @Test
  void theLastCallNamesNoNext() {
    assertThat(CauseRelease.run(keys(1, 1), false, this::release).result().next()).isNull();
  }

  @Test
  void aDryRunReleasesNothing() {
    Release release = CauseRelease.run(keys(3, 10), true, this::release).result();

    assertThat(released).isEmpty();
    assertThat(release.result().explanation()).contains("10 keys");
    assertThat(release.last()).isEqualTo(10);
  }

  /** Whoever executes it releases none of the keys that are parked later. */
  @Test
  void aDryRunThatCountsNoKeyEndsBeforeTheFirst() {
    assertThat(CauseRelease.run(keys(0, 0), true, this::release).result().last()).isZero();
    assertThat(CauseRelease.run(keys(0, 0), false, this::release).result().last()).isNull();
  }

  // The second key stays parked.
  private Future<ReleaseResult> release(StreamKey key) {
    released.add(key.key());
    return Future.succeededFuture(
        key.key().equals("2") ? new ReleaseResult(0, 2, "refused") : new ReleaseResult(2, 0, null));
  }

  private static KeysOfCause keys(int some, long total) {
    return new KeysOfCause(
        LongStream.rangeClosed(1, some)
            .mapToObj(
                place ->
                    new KeysOfCause.Place(
                        new StreamKey(EventCatalog.LOAN_EVENTS, Long.toString(place)), place))
            .toList(),
        total,
        total);
  }
}
