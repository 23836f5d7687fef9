/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls other modules. An answer is read as a whole, and never more of it than a limit: neither a
 * large answer nor one that trickles in can hold memory or a caller. May be used from any thread.
 *
 * <p>Redirects are answers. To follow one would carry tokens and passwords to an address that
 * nobody checked.
 */
public final class ModuleCalls implements AutoCloseable {

  /**
   * How much of what one connection brings the system keeps for the event loop. The loop serves all
   * connections in turn and takes what is there: with the megabytes that systems keep by
   * themselves, a turn of a hundred busy connections would take the others' time.
   */
  public static final int RECEIVE_BYTES = 64 * 1024;

  private final HttpClient client;
  private final int mostBytes;

  /**
   * Calls with connections of their own.
   *
   * @param connections to one address at a time
   * @param mostBytes of an answer's body
   */
  public ModuleCalls(Vertx vertx, Duration connect, int connections, int mostBytes) {
    this.mostBytes = mostBytes;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(connect.toMillis()))
                .setReceiveBufferSize(RECEIVE_BYTES),
            new PoolOptions().setHttp1MaxSize(connections));
  }

  /**
   * Sends a request.
   *
   * @param url absolute; the caller has checked it
   * @param limit from now until the whole answer has arrived, the wait for a connection included
   * @return the answer, whatever its status. Fails with {@link
   *     java.util.concurrent.TimeoutException} after the limit; then, and with an answer that is
   *     too long, the connection is closed
   */
  public Future<ModuleReply> send(
      HttpMethod method,
      String url,
      Map<String, String> headers,
      @Nullable Buffer body,
      Duration limit) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(url);
    headers.forEach(options::putHeader);
    Call call = new Call();
    return client
        .request(options)
        // Within one step, so that the answer's reader is there before the answer.
        .compose(request -> call.send(request, body).compose(this::read))
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> call.abandon());
  }

  @Override
  public void close() {
    client.close();
  }

  private Future<ModuleReply> read(HttpClientResponse response) {
    Promise<ModuleReply> whole = Promise.promise();
    BodyParts body = new BodyParts();
    response.exceptionHandler(whole::tryFail);
    response.handler(
        part -> {
          if (whole.future().isComplete()) {
            return;
          }
          if (body.length() + part.length() <= mostBytes) {
            body.add(part);
          } else {
            body.clear();
            whole.tryFail(new LongReplyException(mostBytes));
          }
        });
    response.endHandler(
        end ->
            whole.tryComplete(
                new ModuleReply(response.statusCode(), response.headers(), body.whole())));
    return whole.future();
  }

  /** A request that may be given up before it has got a connection. */
  private static final class Call {
    private @Nullable HttpClientRequest request;
    private boolean abandoned;

    synchronized Future<HttpClientResponse> send(HttpClientRequest opened, @Nullable Buffer body) {
      request = opened;
      // The future of the answer fails with the same; unheard, Vert.x would log it.
      opened.exceptionHandler(broken -> {});
      if (abandoned) {
        // Sent now, it would be done although its caller has been told otherwise.
        opened.reset();
        return Future.failedFuture("The call was given up");
      }
      return body == null ? opened.send() : opened.send(body);
    }

    synchronized void abandon() {
      abandoned = true;
      if (request != null) {
        request.reset();
      }
    }
  }
}
