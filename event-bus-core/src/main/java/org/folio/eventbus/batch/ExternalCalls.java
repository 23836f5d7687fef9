/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.batch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.handler.HandlerCall;
import org.folio.eventbus.handler.HandlerFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Calls an external handler: one call at a time per key, many keys concurrently, up to a limit. No
 * call begins for a tenant that is no longer served. Used on one context only.
 */
public final class ExternalCalls {

  private final ExternalHandler handler;
  private final HandlerCall call;
  private final int most;
  private final Predicate<TenantId> served;
  private final ArrayDeque<Promise<Void>> waiting = new ArrayDeque<>();
  private int running;

  /** Calls the handler, at most that many times concurrently. */
  public ExternalCalls(
      ExternalHandler handler, HandlerCall call, int most, Predicate<TenantId> served) {
    this.handler = handler;
    this.call = call;
    this.most = most;
    this.served = served;
  }

  /**
   * The result of the calls.
   *
   * @param handled ids of the events whose effect has happened
   * @param failures the event of each key that failed or was not tried; later events of the key
   *     were not tried
   */
  record Result(Set<UUID> handled, Map<StreamKey, Failure> failures) {}

  /**
   * A call that failed or was not made.
   *
   * @param cause null if it was not made
   */
  record Failure(long sequence, @Nullable Throwable cause) {

    /** Why a retry is useless; null if it may succeed. */
    @Nullable HandlerFailedException refusal(boolean budgetSpent) {
      return cause instanceof HandlerFailedException refused && (budgetSpent || refused.permanent())
          ? refused
          : null;
    }
  }

  /** Handles events; the future never fails. */
  Future<Result> run(List<Event> events) {
    Map<StreamKey, List<Event>> keys = new LinkedHashMap<>();
    events.forEach(
        event -> keys.computeIfAbsent(StreamKey.of(event), none -> new ArrayList<>()).add(event));
    Result result = new Result(new HashSet<>(), new HashMap<>());
    List<Future<Void>> chains = new ArrayList<>();
    keys.forEach((key, ofKey) -> chains.add(chain(key, ofKey, 0, result)));
    return Future.join(chains).map(result);
  }

  private Future<Void> chain(StreamKey key, List<Event> events, int next, Result result) {
    if (next == events.size()) {
      return Future.succeededFuture();
    }
    Event event = events.get(next);
    return one(event)
        .transform(
            done -> {
              if (done.failed() || !done.result()) {
                result.failures().put(key, new Failure(event.sequence(), done.cause()));
                return Future.succeededFuture();
              }
              result.handled().add(event.id());
              return chain(key, events, next + 1, result);
            });
  }

  // Whether the call was made.
  private Future<Boolean> one(Event event) {
    return slot()
        .compose(
            free ->
                served.test(event.tenant())
                    ? call.external(handler, event).map(true)
                    : Future.succeededFuture(false))
        .onComplete(done -> release());
  }

  private Future<Void> slot() {
    if (running < most) {
      running++;
      return Future.succeededFuture();
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    return turn.future();
  }

  private void release() {
    Promise<Void> turn = waiting.poll();
    if (turn == null) {
      running--;
    } else {
      turn.complete();
    }
  }
}
