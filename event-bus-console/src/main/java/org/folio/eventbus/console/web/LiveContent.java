/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.folio.eventbus.console.ConsoleException;

/**
 * Fresh content for pages that are open, by server-sent events. A page gets what has changed; a
 * browser that does not read misses versions, and no other one waits for it. Its state is used on
 * the context of each request.
 */
final class LiveContent {

  // Faster than a person who looks again, slower than a question takes.
  private static final long EVERY_MILLIS = 1_500;
  // A stream without data looks dead to proxies.
  private static final int ROUNDS_WITHOUT_NEWS = 10;

  private final Vertx vertx;
  private final Inquiry inquiry;
  private final Rendering rendering;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

  LiveContent(Vertx vertx, Inquiry inquiry, Rendering rendering) {
    this.vertx = vertx;
    this.inquiry = inquiry;
    this.rendering = rendering;
  }

  void follow(RoutingContext ctx, Visitor visitor, Page page, Query query) {
    begin(
        ctx,
        new Stream(
            ctx.response(),
            () ->
                inquiry.answer(
                    visitor, page.command(query), report -> rendering.content(page, report, query)),
            () -> false));
  }

  /**
   * Follows something else.
   *
   * @param last whether the content that is asked for next is the last
   */
  void follow(RoutingContext ctx, Supplier<Future<String>> content, BooleanSupplier last) {
    begin(ctx, new Stream(ctx.response(), content, last));
  }

  private void begin(RoutingContext ctx, Stream stream) {
    ctx.response()
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .setChunked(true)
        .closeHandler(closed -> open.remove(stream));
    open.add(stream);
    stream.look();
  }

  void stop() {
    open.clear();
  }

  /** A page that is open in a browser. */
  private final class Stream {

    private final HttpServerResponse response;
    private final Supplier<Future<String>> question;
    private final BooleanSupplier last;
    private String shown = "";
    private int withoutNews;

    Stream(HttpServerResponse response, Supplier<Future<String>> question, BooleanSupplier last) {
      this.response = response;
      this.question = question;
      this.last = last;
    }

    void look() {
      if (!open.contains(this) || response.closed()) {
        open.remove(this);
        return;
      }
      if (response.writeQueueFull()) {
        again();
        return;
      }
      boolean end = last.getAsBoolean();
      // Whatever the question throws is a failure of this round, not the end of the stream.
      Future.succeededFuture()
          .compose(asked -> question.get())
          .onSuccess(this::show)
          .onFailure(
              failure ->
                  send(
                      "trouble",
                      rendering.draw(
                          "failure",
                          Map.of(
                              "pieces",
                              Piece.of(
                                  failure instanceof ConsoleException
                                          || failure instanceof LoginEndedException
                                      ? String.valueOf(failure.getMessage())
                                      : "The page could not be refreshed.")))))
          .onComplete(
              done -> {
                if (end || done.cause() instanceof LoginEndedException) {
                  send("end", "");
                  open.remove(this);
                  response.end();
                } else {
                  again();
                }
              });
    }

    private void again() {
      vertx.setTimer(EVERY_MILLIS, timer -> look());
    }

    private void show(String content) {
      if (!content.equals(shown)) {
        shown = content;
        send("trouble", "");
        send("content", content);
      } else if (++withoutNews % ROUNDS_WITHOUT_NEWS == 0 && !response.closed()) {
        response.write(": still here\n\n");
      }
    }

    private void send(String event, String data) {
      if (response.closed()) {
        return;
      }
      StringBuilder text = new StringBuilder("event: " + event + "\n");
      for (String line : data.split("\r?\n|\r", -1)) {
        text.append("data: ").append(line).append('\n');
      }
      response.write(text.append('\n').toString());
    }
  }
}
