/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.delivery.Deliveries;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.LaneBatch;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.handler.HandlerFailedException;
import org.junit.jupiter.api.Test;

/** PostgreSQL's error for a batch decides about each of its records. */
class BatchRunnerTest {

  private static final String NUL_IN_TEXT = "22021";
  private static final String INDEX_ENTRY_TOO_LONG = "54000";
  private static final String DEADLOCK = "40P01";

  private final List<Delivery> batch =
      IntStream.range(0, 5).mapToObj(offset -> Deliveries.of("diku", 0, offset, 10)).toList();
  private final Delivery culprit = batch.get(3);
  private final List<Delivery> parked = new ArrayList<>();

  @Test
  void recordThatCannotBeStoredIsParkedAndTheOthersAreApplied() {
    for (String state : List.of(NUL_IN_TEXT, INDEX_ENTRY_TOO_LONG)) {
      parked.clear();

      BatchResult result = run(refusal(state));

      assertThat(result.unfinished()).isEmpty();
      assertThat(result.finished()).hasSize(batch.size());
      assertThat(parked)
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.source()).isSameAs(culprit.source());
                assertThat(one.problem()).contains(state);
                assertThat(one.event()).as("its key need not wait for it").isNull();
              });
    }
  }

  @Test
  void handlersFailureGoesWithItsEventToTheLog() {
    IllegalStateException failure = new IllegalStateException("no such loan");

    run(new HandlerFailedException(FailureKind.PERMANENT, failure));

    assertThat(parked)
        .singleElement()
        .satisfies(one -> assertThat(one.failure()).isSameAs(failure));
  }

  @Test
  void whatMaySucceedWhenRepeatedIsRepeatedWhole() {
    BatchResult result = run(refusal(DEADLOCK));

    assertThat(result.unfinished()).isEqualTo(batch);
    assertThat(parked).isEmpty();
  }

  private static PgException refusal(String state) {
    return new PgException("refused", "ERROR", state, null);
  }

  private BatchResult run(Throwable failure) {
    BatchWork work =
        (deliveries, patience, budgetSpent) -> {
          // Compares identity: an equal delivery may have a problem already.
          if (deliveries.stream().anyMatch(one -> one == culprit)) {
            return Future.failedFuture(failure);
          }
          deliveries.stream().filter(one -> one.problem() != null).forEach(parked::add);
          return Future.succeededFuture(
              new BatchResult(deliveries, List.of(), Map.of(), List.of(), null));
        };
    return new BatchRunner(work, new ParkLimit(1))
        .run(
            new LaneBatch(batch, Patience.UNLIMITED, Map.of(), 0, 0),
            false,
            size -> Future.succeededFuture())
        .result();
  }
}
