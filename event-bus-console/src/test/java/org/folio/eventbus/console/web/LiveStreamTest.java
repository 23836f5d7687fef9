/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a page that is open is told, and when. */
class LiveStreamTest {

  private static final String NO_TROUBLE = "event: trouble\ndata: \n\n";
  private static final String TROUBLE = "event: trouble\ndata: away\n\n";
  private static final String CONTENT = "event: content\ndata: same\n\n";
  private static final String STILL_HERE = ": still here\n\n";

  private final List<String> written = new ArrayList<>();
  private final LiveStream stream =
      new LiveStream(
          (HttpServerResponse)
              Proxy.newProxyInstance(
                  LiveStreamTest.class.getClassLoader(),
                  new Class<?>[] {HttpServerResponse.class},
                  this::respond));
  private boolean full;

  private Object respond(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "closed" -> false;
      case "writeQueueFull" -> full;
      case "write" -> {
        written.add((String) arguments[0]);
        yield Future.succeededFuture();
      }
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  @Test
  void troubleIsClearedByAnySuccess() {
    stream.show("same");
    stream.trouble("away");
    stream.show("same");

    assertThat(written).containsExactly(NO_TROUBLE, CONTENT, TROUBLE, NO_TROUBLE);
  }

  @Test
  void whatIsShownAlreadyIsNotSentAgain() {
    stream.trouble("away");
    stream.trouble("away");
    stream.show("same");
    stream.show("same");

    assertThat(written).containsExactly(TROUBLE, NO_TROUBLE, CONTENT);
  }

  @Test
  void aBrowserThatDoesNotReadGetsNeitherContentNorTrouble() {
    full = true;
    stream.trouble("away");
    stream.show("same");
    assertThat(written).isEmpty();

    full = false;
    stream.show("same");
    assertThat(written).containsExactly(NO_TROUBLE, CONTENT);
  }

  @Test
  void aStreamWithoutNewsIsKeptAliveInTroubleToo() {
    stream.trouble("away");
    IntStream.range(0, 2 * LiveStream.ROUNDS_WITHOUT_NEWS).forEach(i -> stream.trouble("away"));

    assertThat(written).containsExactly(TROUBLE, STILL_HERE, STILL_HERE);
  }
}
