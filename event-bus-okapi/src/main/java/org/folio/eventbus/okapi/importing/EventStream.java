/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.importing.ImportStore.Committed;
import org.folio.eventbus.okapi.quota.TenantQuotas;

/**
 * Publishes the lines of one request while they arrive. While lines are being committed the next
 * chunk is read, but no more: then backpressure makes the client wait. Waiting lines are committed
 * at once if no commit is running, so that a slow client's events do not wait for a full chunk.
 * Runs on the request's event loop.
 */
final class EventStream {

  /** Events of one transaction; more do not make it faster. */
  static final int MOST_LINES = 500;

  /** Bytes of the lines of one transaction, unless it is one longer line. */
  static final int MOST_BYTES = 1024 * 1024;

  /** Bytes of a line: the body limit of a request with a single event. */
  static final int LONGEST_LINE = 4 * 1024 * 1024;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final ImportRequest terms;
  private final ImportStore store;
  private final TenantQuotas quotas;
  private final LineSplitter splitter = new LineSplitter();
  private final Deque<EventLine> waiting = new ArrayDeque<>();
  private final Promise<ImportProgress> done = Promise.promise();
  private final LineDigest digest;
  // Lines up to here are skipped. The store skips lines that another sender commits from now on:
  // the digest needs every line after these.
  private final ImportProgress found;
  private ImportProgress progress;
  private long position;
  private int waitingBytes;
  private boolean verified;
  private boolean committing;
  private boolean ended;
  private long limit;
  private long heard;
  private long timer;

  EventStream(
      Vertx vertx,
      HttpServerRequest request,
      ImportRequest terms,
      ImportStore store,
      TenantQuotas quotas,
      ImportProgress progress) {
    this.vertx = vertx;
    this.request = request;
    this.terms = terms;
    this.store = store;
    this.quotas = quotas;
    this.found = progress;
    this.progress = progress;
    this.position = terms.offset();
    // Only a sender that repeats all lines can be verified; a later start is trusted.
    this.verified = terms.offset() > 0 || progress.lines() == 0;
    this.digest = new LineDigest(verified ? progress.digest() : Buffer.buffer());
  }

  /**
   * Reads the request, which has been paused.
   *
   * @param idleLimit how long the client may send nothing although it could
   * @return the progress of the import when all lines are processed. Fails with {@link
   *     StoppedException} at an invalid line, and with {@link HttpFailure}
   */
  Future<ImportProgress> run(Duration idleLimit) {
    limit = idleLimit.toNanos();
    heard = System.nanoTime();
    watch(limit);
    done.future().onComplete(over -> vertx.cancelTimer(timer));
    request.exceptionHandler(
        gone -> fail(HttpFailure.text(400, "The connection ended before the request")));
    request.handler(
        part ->
            guarded(
                () -> {
                  heard = System.nanoTime();
                  splitter.feed(part).forEach(this::take);
                }));
    request.endHandler(
        end ->
            guarded(
                () -> {
                  splitter.end().forEach(this::take);
                  ended = true;
                }));
    request.resume();
    return done.future();
  }

  private void guarded(Runnable work) {
    if (done.future().isComplete()) {
      return;
    }
    try {
      work.run();
      checkLength(splitter.unfinished());
      goOn();
    } catch (RuntimeException e) {
      // An exception in the server would leave the client without a response.
      fail(e);
    }
  }

  private void watch(long nanos) {
    timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), late -> look());
  }

  private void look() {
    long left = heard + limit - System.nanoTime();
    if (committing || ended) {
      watch(limit);
    } else if (left > 0) {
      watch(left);
    } else {
      fail(
          HttpFailure.text(
              408,
              "No line arrived in time; %s lines are committed as %s. Continue after them"
                  .formatted(progress.lines(), terms.id())));
    }
  }

  private void take(byte[] text) {
    position++;
    checkLength(text.length);
    if (position <= found.lines()) {
      verify(text);
      return;
    }
    digest.add(text);
    EventLine line = EventLine.read(position, text, digest.value(), terms.correlation());
    waiting.add(line);
    waitingBytes += line.bytes();
  }

  private void verify(byte[] text) {
    if (verified) {
      return;
    }
    digest.add(text);
    if (position == found.lines()) {
      verified = true;
      if (!digest.value().equals(found.digest())) {
        throw ImportStore.other(found);
      }
    }
  }

  private void checkLength(int bytes) {
    if (bytes > LONGEST_LINE) {
      throw HttpFailure.text(
          413,
          "Line %s is longer than the allowed %s bytes; %s lines are committed"
              .formatted(position + 1, LONGEST_LINE, progress.lines()));
    }
  }

  private void goOn() {
    if (done.future().isComplete()) {
      return;
    }
    if (!committing && !waiting.isEmpty()) {
      commit(chunk());
    } else if (!committing && ended) {
      end();
    }
    if (waiting.size() >= MOST_LINES || waitingBytes >= MOST_BYTES) {
      request.pause();
    } else if (!ended) {
      request.resume();
    }
  }

  private List<EventLine> chunk() {
    List<EventLine> chunk = new ArrayList<>();
    int bytes = 0;
    while (!waiting.isEmpty() && chunk.size() < MOST_LINES && (bytes == 0 || bytes < MOST_BYTES)) {
      EventLine line = waiting.remove();
      chunk.add(line);
      bytes += line.bytes();
    }
    waitingBytes -= bytes;
    return chunk;
  }

  private void commit(List<EventLine> chunk) {
    committing = true;
    store
        .commit(terms.tenant(), terms.id(), chunk, terms.invalid())
        .compose(committed -> withinQuota(chunk, committed))
        .onComplete(
            result -> {
              committing = false;
              // Backpressure may have made the client wait until now.
              heard = System.nanoTime();
              if (result.failed()) {
                fail(result.cause());
              } else {
                committed(result.result());
              }
            });
  }

  private Future<Committed> withinQuota(List<EventLine> chunk, Committed committed) {
    long bytes = chunk.stream().mapToLong(EventLine::bytes).sum();
    Duration wait = quotas.take(terms.tenant(), chunk.size(), bytes);
    return wait.isZero()
        ? Future.succeededFuture(committed)
        : vertx.timer(Math.max(1, wait.toMillis())).map(committed);
  }

  private void committed(Committed committed) {
    progress = committed.progress();
    Optional<EventLine> stopped = committed.stopped();
    if (stopped.isPresent()) {
      done.tryFail(new StoppedException(progress, stopped.get()));
    } else {
      goOn();
    }
  }

  private void end() {
    if (terms.finish() && position < progress.lines()) {
      done.tryFail(
          HttpFailure.text(
              409,
              "The stream ended at line %s, but %s lines are committed as %s; send all of them, or choose a new id"
                  .formatted(position, progress.lines(), terms.id())));
    } else if (terms.finish()) {
      store.finish(terms.tenant(), terms.id()).onComplete(done::handle);
    } else {
      done.tryComplete(progress);
    }
  }

  private void fail(Throwable cause) {
    waiting.clear();
    done.tryFail(cause);
  }
}
