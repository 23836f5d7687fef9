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
 * Calls other modules. An answer is read completely, up to a limit: neither a large nor a slow
 * answer can occupy memory or a caller without bounds. Safe for use by several threads.
 *
 * <p>Redirects are returned as answers. Following one would send tokens and passwords to an
 * unchecked address.
 */
public final class ModuleCalls implements AutoCloseable {

  /**
   * Size of the system's receive buffer of one connection. The event loop serves all connections in
   * turn and takes all available bytes. With the system's default of megabytes, one turn of a
   * hundred busy connections would delay the others.
   */
  public static final int RECEIVE_BYTES = 64 * 1024;

  private final HttpClient client;
  private final int mostBytes;

  /**
   * A client with its own connections.
   *
   * @param connections maximum number of connections to one address
   * @param mostBytes maximum size of an answer's body
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
   * @param limit from now until the complete answer has arrived, including the wait for a
   *     connection
   * @return the answer, whatever its status. Fails with {@link
   *     java.util.concurrent.TimeoutException} after the limit; the connection is closed then, and
   *     also if the answer is too long
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
        // In one step, so that the reader is attached before the answer arrives.
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

  /** A request that may be cancelled before it has a connection. */
  private static final class Call {
    private @Nullable HttpClientRequest request;
    private boolean abandoned;

    synchronized Future<HttpClientResponse> send(HttpClientRequest opened, @Nullable Buffer body) {
      request = opened;
      // The future of the answer fails with the same exception; Vert.x would log an unhandled one.
      opened.exceptionHandler(broken -> {});
      if (abandoned) {
        // If it were sent now, it would be executed although its caller has been told that it
        // failed.
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
