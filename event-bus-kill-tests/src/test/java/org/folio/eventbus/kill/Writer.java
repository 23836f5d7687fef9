/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.testing.LoanEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions that publish events of some keys and record them in a table of their own. It
 * rolls some transactions back on purpose. Used by one thread.
 */
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  // Few keys, so that transactions wait for each other and batches contain several events of a key.
  private static final int KEYS = 40;
  private static final int MOST_KEYS_IN_TRANSACTION = 3;
  private static final int MOST_EVENTS_IN_TRANSACTION = 5;
  private static final int ONE_IN_WITHDRAWN = 10;

  // A test may hold a lock or freeze the network for that long.
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  private static final String TRUTH =
      """
      INSERT INTO "%s".truth (event_id, key, sequence)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[])
      """
          .formatted(Modules.WRITER_SCHEMA);
  private static final String WITHDRAWN =
      "INSERT INTO \"%s\".withdrawn SELECT unnest($1::uuid[])".formatted(Modules.WRITER_SCHEMA);

  private final EventBus bus;
  private final Random random;

  Writer(EventBus bus, long seed) {
    this.bus = bus;
    this.random = new Random(seed);
  }

  /** The key of a number from 0 to 39. */
  static String key(int number) {
    return UUID.nameUUIDFromBytes(("key " + number).getBytes(StandardCharsets.UTF_8)).toString();
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  /** Retries until one more transaction is certainly committed. */
  void writeOne() {
    write(drafts());
  }

  /** Does the same with a given number of events of one key. */
  void writeOne(String key, int events) {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      drafts.add(draft(key));
    }
    write(drafts);
  }

  private void write(List<EventDraft> drafts) {
    while (true) {
      try {
        if (random.nextInt(ONE_IN_WITHDRAWN) == 0) {
          await(withdraw());
        }
        await(commit(drafts, false));
        return;
      } catch (Exception e) {
        // Includes checked exceptions: a future throws its cause unwrapped.
        LOG.info("A transaction failed: {}", e.toString());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
  }

  private Future<Void> withdraw() {
    return commit(drafts(), true)
        .recover(
            cause ->
                cause instanceof Withdrawn withdrawn
                    ? bus.pool()
                        .preparedQuery(WITHDRAWN)
                        .execute(Tuple.of(withdrawn.ids))
                        .mapEmpty()
                    : Future.failedFuture(cause));
  }

  private Future<Void> commit(List<EventDraft> drafts, boolean withdrawn) {
    return bus.pool()
        .withTransaction(
            tx ->
                bus.publisher()
                    .publish(tx, Modules.DIKU, drafts)
                    .compose(published -> tell(tx, published).map(published))
                    .compose(
                        published ->
                            withdrawn
                                ? Future.failedFuture(new Withdrawn(published))
                                : Future.<Void>succeededFuture()));
  }

  private static Future<Void> tell(SqlClient tx, List<PublishedEvent> published) {
    return tx.preparedQuery(TRUTH)
        .execute(
            Tuple.of(
                published.stream().map(PublishedEvent::id).toArray(UUID[]::new),
                published.stream().map(PublishedEvent::key).toArray(String[]::new),
                published.stream().map(PublishedEvent::sequence).toArray(Long[]::new)))
        .mapEmpty();
  }

  private List<EventDraft> drafts() {
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(MOST_KEYS_IN_TRANSACTION); i >= 0; i--) {
      keys.add(key(random.nextInt(KEYS)));
    }
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = random.nextInt(MOST_EVENTS_IN_TRANSACTION); i >= 0; i--) {
      drafts.add(draft(keys.get(random.nextInt(keys.size()))));
    }
    return drafts;
  }

  private static EventDraft draft(String key) {
    return EventDraft.of(
        "ITEM_CHECKED_OUT",
        new JsonObject(
            LoanEvents.json(
                LoanEvents.itemCheckedOut(
                    UUID.fromString(key), UUID.randomUUID(), Instant.now()))));
  }

  private static void await(Future<Void> done) throws TimeoutException {
    done.await(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static final class Withdrawn extends RuntimeException {
    private final UUID[] ids;

    Withdrawn(List<PublishedEvent> published) {
      super("rolled back on purpose", null, false, false);
      ids = published.stream().map(PublishedEvent::id).toArray(UUID[]::new);
    }
  }
}
