/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: requests that arrive while a transaction of their tenant is under way share the
 * next one. A request that comes alone begins at once. A request that fails does not fail the
 * others of its transaction: PostgreSQL undoes all, and each runs again in a transaction of its
 * own. A request that needs a row which another transaction holds does not stop the others: it
 * waits alone.
 *
 * <p>Safe for use by several threads. Futures complete on the context of their caller.
 *
 * @param <K> names what shares transactions, for example a tenant
 * @param <I> a request
 * @param <O> the answer to a request
 */
public final class GroupCommit<K, I, O> {

  /** Largest total size of the requests of one transaction, unless one request is larger. */
  public static final int MOST = 100;

  // The usual transaction takes a few milliseconds and holds a lock no longer.
  private static final String LOCK_LIMIT = "SET LOCAL lock_timeout = '100ms'";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  // As long as a caller would wait for a connection. It may repeat its request after that, so a
  // request that has not begun by then must not be executed.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Context context;
  private final Pool pool;
  private final Work<K, I, O> work;
  private final ToIntFunction<I> size;
  private final Map<K, Line<I, O>> lines = new HashMap<>();

  /**
   * The statements of a transaction.
   *
   * @param <K> names what shares transactions
   * @param <I> a request
   * @param <O> the answer to a request
   */
  @FunctionalInterface
  public interface Work<K, I, O> {

    /**
     * Runs the statements of several requests. Called on an event loop.
     *
     * @param requests in the order of their arrival; at least one
     * @return the answers in the same order; a failure undoes the transaction
     */
    Future<List<O>> run(SqlConnection tx, K key, List<I> requests);
  }

  /**
   * Transactions on a pool.
   *
   * @param size of a request, at least 0; {@link #MOST} limits their sum
   */
  public GroupCommit(Vertx vertx, Pool pool, ToIntFunction<I> size, Work<K, I, O> work) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.pool = pool;
    this.size = size;
    this.work = work;
  }

  /** A request and its caller. */
  private record Waiting<I, O>(I request, int size, Context caller, Promise<O> answer) {

    void succeed(O result) {
      caller.runOnContext(here -> answer.complete(result));
    }

    void fail(Throwable failure) {
      caller.runOnContext(here -> answer.fail(failure));
    }
  }

  /** The requests for one key. */
  private static final class Line<I, O> {
    private final Deque<Waiting<I, O>> waiting = new ArrayDeque<>();
    private boolean running;

    List<Waiting<I, O>> next() {
      List<Waiting<I, O>> group = new ArrayList<>();
      int sum = 0;
      for (Waiting<I, O> first = waiting.peek();
          first != null && (group.isEmpty() || sum + first.size() <= MOST);
          first = waiting.peek()) {
        sum += first.size();
        group.add(waiting.remove());
      }
      return group;
    }

    void refuse() {
      List<Waiting<I, O>> refused = List.copyOf(waiting);
      waiting.clear();
      refused.forEach(one -> one.fail(new NoFreeConnectionException(LONGEST_WAIT)));
    }
  }

  /**
   * Runs a request in the next transaction of its key.
   *
   * @return completes when the transaction has committed; fails with {@link
   *     NoFreeConnectionException} if the transaction before does not end for many seconds
   */
  public Future<O> submit(K key, I request) {
    Waiting<I, O> waiting =
        new Waiting<>(
            request, size.applyAsInt(request), vertx.getOrCreateContext(), Promise.promise());
    context.runOnContext(
        here -> {
          lines.computeIfAbsent(key, first -> new Line<>()).waiting.add(waiting);
          advance(key);
        });
    return waiting.answer().future();
  }

  private void advance(K key) {
    Line<I, O> line = lines.get(key);
    if (line == null || line.running) {
      return;
    }
    List<Waiting<I, O>> group = line.next();
    if (group.isEmpty()) {
      lines.remove(key);
      return;
    }
    line.running = true;
    long timer = vertx.setPeriodic(LONGEST_WAIT.toMillis(), late -> line.refuse());
    together(key, group)
        .onComplete(
            ended -> {
              vertx.cancelTimer(timer);
              line.running = false;
              advance(key);
            });
  }

  private Future<?> together(K key, List<Waiting<I, O>> group) {
    Attempt attempt = new Attempt(key, group);
    return pool.withTransaction(
            tx -> {
              // Sent before the work's first statement. If it fails, that one fails too.
              tx.query(LOCK_LIMIT).execute();
              return attempt.run(tx);
            })
        .onSuccess(attempt::answer)
        .onFailure(
            failure -> {
              if (attempt.undone && isWorthRepeating(group, failure)) {
                group.forEach(one -> alone(key, one));
              } else {
                group.forEach(one -> one.fail(failure));
              }
            });
  }

  private boolean isWorthRepeating(List<Waiting<I, O>> group, Throwable failure) {
    boolean locked =
        failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    return locked || group.size() > 1 && DatabaseOutage.of(failure).isEmpty();
  }

  private void alone(K key, Waiting<I, O> one) {
    Attempt attempt = new Attempt(key, List.of(one));
    pool.withTransaction(attempt::run).onSuccess(attempt::answer).onFailure(one::fail);
  }

  /**
   * A transaction that knows whether its work failed. Then nothing is committed, and it can be
   * repeated; after a failed commit nobody knows.
   */
  private final class Attempt {
    private final K key;
    private final List<Waiting<I, O>> group;
    private boolean undone;

    Attempt(K key, List<Waiting<I, O>> group) {
      this.key = key;
      this.group = group;
    }

    Future<List<O>> run(SqlConnection tx) {
      return Future.<@Nullable Void>succeededFuture()
          .compose(begun -> work.run(tx, key, group.stream().map(Waiting::request).toList()))
          .compose(this::complete)
          .onFailure(failure -> undone = true);
    }

    private Future<List<O>> complete(List<O> answers) {
      return answers.size() == group.size()
          ? Future.succeededFuture(answers)
          : Future.failedFuture(
              new IllegalStateException(
                  "%s answers to %s requests".formatted(answers.size(), group.size())));
    }

    void answer(List<O> answers) {
      for (int i = 0; i < group.size(); i++) {
        group.get(i).succeed(answers.get(i));
      }
    }
  }
}
