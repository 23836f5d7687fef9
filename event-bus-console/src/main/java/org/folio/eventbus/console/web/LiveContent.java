/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.folio.eventbus.console.ConsoleException;

/**
 * Fresh content for pages that are open, by server-sent events. Pages on which a visitor sees the
 * same are fed by one question. A page gets what has changed; a browser that does not read misses
 * versions, and no other one waits for it.
 */
final class LiveContent {

  // Faster than a person who looks again, slower than a question takes.
  private static final Duration EVERY = Duration.ofMillis(1_500);
  // Modules that answer slowly are asked more seldom.
  private static final int REST = 2;

  private final Vertx vertx;
  private final Inquiry inquiry;
  private final Rendering rendering;
  private final Map<Object, Feed> feeds = new HashMap<>();

  LiveContent(Vertx vertx, Inquiry inquiry, Rendering rendering) {
    this.vertx = vertx;
    this.inquiry = inquiry;
    this.rendering = rendering;
  }

  private record Question(Visitor visitor, Page page, Query query) {}

  void follow(RoutingContext ctx, Visitor visitor, Page page, Query query) {
    begin(
        ctx,
        new Question(visitor, page, query),
        () ->
            inquiry.answer(
                visitor, page.command(query), report -> rendering.content(page, report, query)),
        () -> false);
  }

  /**
   * Follows something else.
   *
   * @param last whether the content that is asked for next is the last
   */
  void follow(RoutingContext ctx, Supplier<Future<String>> content, BooleanSupplier last) {
    begin(ctx, new Object(), content, last);
  }

  private void begin(
      RoutingContext ctx, Object about, Supplier<Future<String>> content, BooleanSupplier last) {
    ctx.response().putHeader("Content-Type", "text/event-stream; charset=utf-8").setChunked(true);
    LiveStream stream = new LiveStream(ctx.response());
    boolean begun;
    Feed feed;
    synchronized (feeds) {
      begun = !feeds.containsKey(about);
      feed = feeds.computeIfAbsent(about, none -> new Feed(about, content, last));
      feed.streams.add(stream);
    }
    if (begun) {
      feed.look();
    } else {
      feed.showNewest(stream);
    }
  }

  void stop() {
    synchronized (feeds) {
      feeds.values().forEach(feed -> feed.streams.clear());
    }
  }

  /** What one question tells to all pages that show its answer. */
  private final class Feed {

    private final Object about;
    private final Supplier<Future<String>> question;
    private final BooleanSupplier last;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private volatile String newest = "";

    Feed(Object about, Supplier<Future<String>> question, BooleanSupplier last) {
      this.about = about;
      this.question = question;
      this.last = last;
    }

    void look() {
      if (isForNobody()) {
        return;
      }
      boolean end = last.getAsBoolean();
      long asked = System.nanoTime();
      // Whatever the question throws is a failure of this round, not the end of the stream.
      Future.succeededFuture()
          .compose(ask -> question.get())
          .onSuccess(this::show)
          .onFailure(
              failure -> {
                String why = trouble(failure);
                streams.forEach(stream -> stream.trouble(why));
              })
          .onComplete(
              done -> {
                if (end || done.cause() instanceof LoginEndedException) {
                  end();
                } else {
                  again(Duration.ofNanos(System.nanoTime() - asked));
                }
              });
    }

    private boolean isForNobody() {
      synchronized (feeds) {
        streams.removeIf(LiveStream::closed);
        if (streams.isEmpty()) {
          feeds.remove(about);
        }
        return streams.isEmpty();
      }
    }

    private void show(String content) {
      newest = content;
      streams.forEach(stream -> stream.show(content));
    }

    void showNewest(LiveStream stream) {
      if (!newest.isEmpty()) {
        stream.show(newest);
      }
    }

    private void again(Duration took) {
      vertx.setTimer(
          Math.max(EVERY.toMillis(), took.multipliedBy(REST).toMillis()), timer -> look());
    }

    private void end() {
      synchronized (feeds) {
        feeds.remove(about);
      }
      streams.forEach(LiveStream::end);
    }
  }

  private String trouble(Throwable failure) {
    return rendering.draw(
        "failure",
        Map.of(
            "pieces",
            Piece.of(
                failure instanceof ConsoleException || failure instanceof LoginEndedException
                    ? String.valueOf(failure.getMessage())
                    : "The page could not be refreshed.")));
  }
}
