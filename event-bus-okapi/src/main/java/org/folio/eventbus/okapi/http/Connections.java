/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The open connections of a server. One that brings no request in time is closed, however many
 * bytes of a head it brings; one whose request is being answered is left alone. May be used from
 * any thread.
 */
public final class Connections {

  private static final long NEVER = Long.MAX_VALUE;

  private final ServerLimits limits;
  private final LongSupplier nanoTime;
  private final long begin;

  // Until when, in nanoseconds since the beginning.
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

  /** The head of a request is there. */
  public void asked(HttpConnection connection) {
    patience.replace(connection, NEVER);
  }

  /** The answer is on its way; the next request, and the client's reading, may take as long. */
  public void answered(HttpConnection connection) {
    patience.replace(connection, now() + limits.idle().toNanos());
  }

  /** Closes the connections whose time is over. */
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
