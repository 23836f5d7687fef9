/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The open connections of a server. Closes a connection that brings no complete request head in
 * time; leaves a connection alone while its request is being answered. Safe for use by several
 * threads.
 */
public final class Connections {

  private static final long NEVER = Long.MAX_VALUE;

  private final ServerLimits limits;
  private final LongSupplier nanoTime;
  private final long begin;

  // The deadline, in nanoseconds since the start.
  private final Map<HttpConnection, Long> patience = new ConcurrentHashMap<>();

  public Connections(ServerLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  public void opened(HttpConnection connection) {
    if (patience.size() >= limits.connections()) {
      connection.close();
      return;
    }
    patience.put(connection, now() + limits.head().toNanos());
    connection.closeHandler(closed -> patience.remove(connection));
  }

  /** The head of a request has arrived. */
  public void asked(HttpConnection connection) {
    patience.replace(connection, NEVER);
  }

  /** The response is being sent; the next request, and the client's reading, may take as long. */
  public void answered(HttpConnection connection) {
    patience.replace(connection, now() + limits.idle().toNanos());
  }

  /** Closes the connections whose deadline has passed. */
  public void closeLate() {
    long now = now();
    patience.forEach(
        (connection, until) -> {
          if (until < now) {
            connection.close();
          }
        });
  }

  private long now() {
    return nanoTime.getAsLong() - begin;
  }
}
