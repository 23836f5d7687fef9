/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.delivery.Deliveries;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.junit.jupiter.api.Test;

class LastErrorTest {

  private final LastError errors = new LastError();
  private final List<Delivery> batch = List.of(Deliveries.of("diku", 0, 1, 10));
  private final TenantId tenant = batch.get(0).tenant();

  /** A called module fails for some events of a batch, but the batch itself succeeds. */
  @Test
  void eventsThatAreToBeTriedAgainAreAnErrorToo() {
    errors
        .watching(
            (deliveries, patience, spent) ->
                Future.succeededFuture(
                    BatchResult.failed(deliveries, new IllegalStateException("away"))))
        .run(batch, Patience.UNLIMITED, false);

    assertThat(errors.of(tenant)).isNotNull();
    assertThat(errors.of(tenant).message()).isEqualTo("A batch of 1 events failed: away");
  }

  @Test
  void errorOfATenantIsToldToItAndToWhoAsksForAll() {
    errors
        .watching((deliveries, patience, spent) -> Future.failedFuture("no"))
        .run(batch, Patience.UNLIMITED, false);

    assertThat(errors.of(null)).isEqualTo(errors.of(tenant)).isNotNull();
    assertThat(errors.of(new TenantId("other"))).isNull();
  }
}
