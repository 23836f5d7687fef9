/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.database.DailyPartitions;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.outbox.OutboxTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox of one tenant, round by round: read, send, wait for the acknowledgements, move
 * to the journal. No transaction is open while Kafka is waited for. Used on one context only.
 */
final class TenantRelay {

  private static final Logger LOG = LoggerFactory.getLogger(TenantRelay.class);

  // Enough to fill a few requests to a broker, little enough to be sent again without harm when
  // the process ends between acknowledgement and journal.
  private static final int ROUND = 1_000;

  // A quarter of the producer's buffer, so that some tenants fit into it at once.
  private static final long ROUND_BYTES = 8L * 1024 * 1024;

  // A database or broker that fails at once is asked again after this pause.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Pool pool;
  private final DailyPartitions partitions;
  private final RelayLock lock;
  private final RelayProducer producer;
  private final TenantId tenant;
  private final String schema;
  private boolean running;
  private boolean wokenMeanwhile;
  private boolean stopped;
  private boolean failing;
  private long sendingSince;
  private @Nullable Promise<Void> idle;

  TenantRelay(
      Vertx vertx,
      Pool pool,
      DailyPartitions partitions,
      RelayLock lock,
      RelayProducer producer,
      TenantId tenant,
      String schema) {
    this.vertx = vertx;
    this.pool = pool;
    this.partitions = partitions;
    this.lock = lock;
    this.producer = producer;
    this.tenant = tenant;
    this.schema = schema;
  }

  TenantId tenant() {
    return tenant;
  }

  /** Looks for events, now or after the round that is running. */
  void wake() {
    if (stopped) {
      return;
    }
    if (running) {
      wokenMeanwhile = true;
      return;
    }
    running = true;
    wokenMeanwhile = false;
    lock.acquire(schema)
        .compose(held -> held ? drain() : Future.succeededFuture())
        .onComplete(
            done -> {
              running = false;
              if (done.failed()) {
                failed(done.cause());
              }
              if (idle != null) {
                idle.complete();
              } else if (done.succeeded() && wokenMeanwhile) {
                wake();
              }
            });
  }

  /** Stops after the round that is running. */
  Future<Void> stop() {
    stopped = true;
    if (!running) {
      return Future.succeededFuture();
    }
    idle = Promise.promise();
    return idle.future();
  }

  /** Milliseconds for which Kafka has not acknowledged the round that is being sent; 0 if none. */
  long waitingMillis() {
    return sendingSince == 0 ? 0 : Duration.ofNanos(System.nanoTime() - sendingSince).toMillis();
  }

  /** Whether the last round failed. */
  boolean failing() {
    return failing;
  }

  private Future<Void> drain() {
    return partitions
        .ensure(schema, OutboxTable.JOURNAL)
        .compose(ready -> OutboxTable.next(pool, schema, tenant, ROUND, ROUND_BYTES))
        .compose(
            rows -> {
              if (rows.isEmpty() || stopped) {
                succeeded();
                return Future.succeededFuture();
              }
              sendingSince = System.nanoTime();
              return producer
                  .send(rows)
                  .onComplete(sent -> sendingSince = 0)
                  .compose(this::journalise)
                  .compose(moved -> drain());
            });
  }

  private Future<Void> journalise(SendResult sent) {
    Future<Void> moved =
        sent.acknowledged().isEmpty()
            ? Future.succeededFuture()
            : OutboxTable.journalise(pool, schema, sent.acknowledged());
    return sent.failure() == null
        ? moved
        : moved.compose(done -> Future.failedFuture(sent.failure()));
  }

  private void succeeded() {
    if (failing) {
      LOG.info("{} Events of tenant {} are relayed again", LogCode.RELAY_GOES_ON, tenant);
    }
    failing = false;
  }

  private void failed(Throwable cause) {
    if (!failing) {
      LOG.warn(
          "{} Events of tenant {} stay in the outbox, because: {}. The relay goes on trying.",
          LogCode.RELAY_FAILED,
          tenant,
          cause.toString());
    }
    failing = true;
    if (!stopped) {
      vertx.setTimer(PAUSE.toMillis(), again -> wake());
    }
  }
}
