/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
 * own.
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

  // The usual transaction takes a few milliseconds. One that waits for another transaction's lock
  // must not hold up requests for other rows, so the next one begins beside it.
  private static final Duration PATIENCE = Duration.ofMillis(100);

  // Transactions of one tenant side by side; the pool is there for all tenants.
  private static final int MOST_BESIDE = 4;

  private final Vertx vertx;
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
     * Runs the statements of several requests.
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
    this.pool = pool;
    this.size = size;
    this.work = work;
  }

  /** A request and its caller. */
  private record Waiting<I, O>(I request, Context caller, Promise<O> answer) {

    void done(Future<O> result) {
      caller.runOnContext(here -> result.onComplete(answer));
    }
  }

  /** The requests for one key. */
  private static final class Line<I, O> {
    private final Deque<Waiting<I, O>> waiting = new ArrayDeque<>();
    private int running;
    private boolean held;
  }

  /**
   * Runs a request in the next transaction of its key.
   *
   * @return completes when the transaction has committed
   */
  public Future<O> submit(K key, I request) {
    Waiting<I, O> waiting = new Waiting<>(request, vertx.getOrCreateContext(), Promise.promise());
    synchronized (lines) {
      lines.computeIfAbsent(key, first -> new Line<>()).waiting.add(waiting);
    }
    advance(key);
    return waiting.answer().future();
  }

  private void advance(K key) {
    List<Waiting<I, O>> group = next(key);
    if (group.isEmpty()) {
      return;
    }
    Turn turn = new Turn(key);
    commit(key, group).onComplete(done -> turn.end());
  }

  private List<Waiting<I, O>> next(K key) {
    List<Waiting<I, O>> group = new ArrayList<>();
    synchronized (lines) {
      Line<I, O> line = lines.get(key);
      if (line == null || line.held || line.running == MOST_BESIDE || line.waiting.isEmpty()) {
        return group;
      }
      int sum = 0;
      for (Waiting<I, O> first = line.waiting.peek();
          first != null && (group.isEmpty() || sum + size.applyAsInt(first.request()) <= MOST);
          first = line.waiting.peek()) {
        sum += size.applyAsInt(first.request());
        group.add(line.waiting.remove());
      }
      line.running++;
      line.held = true;
    }
    return group;
  }

  /** A transaction that holds its line until it ends or patience does. */
  private final class Turn {
    private final K key;
    private final long timer;
    private boolean holds = true;

    Turn(K key) {
      this.key = key;
      this.timer = vertx.setTimer(PATIENCE.toMillis(), late -> leave(0));
    }

    void end() {
      vertx.cancelTimer(timer);
      leave(1);
    }

    private void leave(int ended) {
      synchronized (lines) {
        Line<I, O> line = lines.get(key);
        if (line == null) {
          return;
        }
        line.running -= ended;
        if (holds) {
          holds = false;
          line.held = false;
        }
        if (line.running == 0 && line.waiting.isEmpty()) {
          lines.remove(key);
        }
      }
      advance(key);
    }
  }

  private Future<?> commit(K key, List<Waiting<I, O>> group) {
    Attempt<K, I, O> attempt = new Attempt<>(work);
    List<I> requests = group.stream().map(Waiting::request).toList();
    return pool.withTransaction(tx -> attempt.run(tx, key, requests))
        .onSuccess(
            answers -> {
              for (int i = 0; i < group.size(); i++) {
                group.get(i).done(Future.succeededFuture(answers.get(i)));
              }
            })
        .recover(
            failure -> {
              if (group.size() > 1 && attempt.undone) {
                return Future.join(group.stream().map(one -> commit(key, List.of(one))).toList())
                    .map(List.of());
              }
              group.forEach(one -> one.done(Future.failedFuture(failure)));
              return Future.failedFuture(failure);
            });
  }

  /**
   * A transaction that knows whether its work failed. Then nothing is committed, and it can be
   * repeated; after a failed commit nobody knows.
   */
  private static final class Attempt<K, I, O> {
    private final Work<K, I, O> work;
    private volatile boolean undone;

    Attempt(Work<K, I, O> work) {
      this.work = work;
    }

    Future<List<O>> run(SqlConnection tx, K key, List<I> requests) {
      return Future.<@Nullable Void>succeededFuture()
          .compose(begun -> work.run(tx, key, requests))
          .onFailure(failure -> undone = true);
    }
  }
}
