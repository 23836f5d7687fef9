/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * A page that is open in a browser. It gets what differs from what it got before; while the browser
 * does not read, it gets nothing. Safe for use by several threads.
 */
final class LiveStream {

  // A stream without data looks dead to proxies.
  static final int ROUNDS_WITHOUT_NEWS = 10;

  private static final String CONTENT = "content";
  private static final String TROUBLE = "trouble";

  private final HttpServerResponse response;
  private final Map<String, String> shown = new HashMap<>();
  private int withoutNews;

  LiveStream(HttpServerResponse response) {
    this.response = response;
  }

  boolean closed() {
    return response.closed();
  }

  /** Shows fresh content, which ends any trouble. */
  synchronized void show(String content) {
    if (reads()) {
      round(renew(TROUBLE, "") | renew(CONTENT, content));
    }
  }

  /** Shows why there is no fresh content. */
  synchronized void trouble(String why) {
    if (reads()) {
      round(renew(TROUBLE, why));
    }
  }

  synchronized void end() {
    if (!closed()) {
      send("end", "");
      response.end();
    }
  }

  private boolean reads() {
    return !closed() && !response.writeQueueFull();
  }

  // The browser may still show trouble of an earlier stream, so the first content clears it.
  private boolean renew(String event, String data) {
    if (data.equals(shown.put(event, data))) {
      return false;
    }
    send(event, data);
    return true;
  }

  private void round(boolean news) {
    withoutNews = news ? 0 : withoutNews + 1;
    if (withoutNews == ROUNDS_WITHOUT_NEWS) {
      withoutNews = 0;
      response.write(": still here\n\n");
    }
  }

  private void send(String event, String data) {
    StringBuilder text = new StringBuilder("event: " + event + "\n");
    for (String line : data.split("\r?\n|\r", -1)) {
      text.append("data: ").append(line).append('\n');
    }
    response.write(text.append('\n').toString());
  }
}
