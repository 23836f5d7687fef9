/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.benchmark.load.GeneratedEvent;
import org.folio.eventbus.benchmark.load.LoanDesk;

/**
 * Inserts one loan row per event and does nothing else, without Kafka. It uses the batch size, the
 * number of connections and the driver of the library. No projection by multi-row statements can be
 * faster.
 */
final class InsertContender implements Contender {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".loan (id, user_id, open, due_date, last_event, changed_at)
      SELECT id, user_id, open, due_date, last_event, now()
        FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::timestamptz[], $5::uuid[])
          AS new (id, user_id, open, due_date, last_event)
      """;
  private static final int CLOSE_SECONDS = 30;

  // Batches whose rows are inserted repeatedly under new ids, so that generating events is not part
  // of the measurement.
  private static final int PREPARED = 50;

  private final Assignment assignment;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong done = new AtomicLong();
  private final List<List<GeneratedEvent>> batches = new ArrayList<>();
  private final SplittableRandom ids;
  private final Pool pool;
  private long made;

  InsertContender(Assignment assignment) {
    this.assignment = assignment;
    ids = new SplittableRandom(assignment.load().seed());
    DatabaseSettings database = assignment.settings().database();
    pool =
        PgBuilder.pool()
            .using(vertx)
            .connectingTo(
                new PgConnectOptions()
                    .setHost(database.host())
                    .setPort(database.port())
                    .setDatabase(database.database())
                    .setUser(database.username())
                    .setPassword(database.password())
                    .setCachePreparedStatements(true))
            .with(new PoolOptions().setMaxSize(SubscriptionPolicy.DEFAULT_CONCURRENT_BATCHES))
            .build();
  }

  @Override
  public void prepare() throws Exception {
    try (Connection connection = Tables.connect(assignment)) {
      Tables.create(connection, assignment.schema());
    }
    LoanDesk desk = new LoanDesk(assignment.load().keys(), assignment.load().seed());
    for (int i = 0; i < PREPARED; i++) {
      batches.add(
          Stream.generate(() -> desk.next(false))
              .limit(SubscriptionPolicy.DEFAULT_BATCH_SIZE)
              .toList());
    }
  }

  @Override
  public void start() {
    for (int i = 0; i < SubscriptionPolicy.DEFAULT_CONCURRENT_BATCHES; i++) {
      next();
    }
  }

  private void next() {
    int size;
    List<GeneratedEvent> events;
    synchronized (this) {
      long left = assignment.expected() - made;
      events = batches.get((int) (made / SubscriptionPolicy.DEFAULT_BATCH_SIZE % PREPARED));
      size = (int) Math.min(left, events.size());
      made += size;
    }
    if (size > 0) {
      insert(events.subList(0, size))
          .onSuccess(
              inserted -> {
                done.addAndGet(size);
                next();
              });
    }
  }

  private Future<Void> insert(List<GeneratedEvent> events) {
    Tuple rows =
        Tuple.tuple()
            .addValue(newIds(events.size()))
            .addValue(events.stream().map(GeneratedEvent::user).toArray(UUID[]::new))
            .addValue(events.stream().map(event -> event.dueDate() != null).toArray(Boolean[]::new))
            .addValue(
                events.stream()
                    .map(GeneratedEvent::dueDate)
                    .map(due -> due == null ? null : due.atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new))
            .addValue(events.stream().map(GeneratedEvent::loan).toArray(UUID[]::new));
    return pool.preparedQuery(INSERT.formatted(assignment.schema())).execute(rows).mapEmpty();
  }

  private synchronized UUID[] newIds(int number) {
    return Stream.generate(() -> new UUID(ids.nextLong(), ids.nextLong()))
        .limit(number)
        .toArray(UUID[]::new);
  }

  @Override
  public long done() {
    return done.get();
  }

  @Override
  public long committed() {
    return done.get();
  }

  @Override
  public void close() throws Exception {
    pool.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
