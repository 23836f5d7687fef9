/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.HttpStatusException;

/** Tells the notice service about each loan. */
final class LoanNotice implements ExternalHandler {

  // Far below the handler limit of a subscription, 30 seconds.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final WebClient client;
  private final String notices;
  private final Counter sent;

  LoanNotice(Vertx vertx, URI service, MeterRegistry metrics) {
    this.client = WebClient.create(vertx);
    this.notices = service + "/notices";
    this.sent =
        Counter.builder("loan.counter.notices")
            .description("Notices that the notice service accepted")
            .register(metrics);
  }

  // tag: notice
  @Override
  public Future<Void> handle(Event event) {
    return client
        .postAbs(notices)
        .timeout(TIMEOUT.toMillis())
        .putHeader("Idempotency-Key", event.id().toString())
        .sendJsonObject(event.json())
        .compose(response -> accepted(response.statusCode()));
  }

  private Future<Void> accepted(int status) {
    if (status / 100 != 2) {
      return Future.failedFuture(
          new HttpStatusException(status, "The notice service answered " + status));
    }
    sent.increment();
    return Future.succeededFuture();
  }
  // end: notice
}
