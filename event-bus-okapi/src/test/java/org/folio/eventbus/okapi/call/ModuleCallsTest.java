/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.okapi.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModuleCallsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int MOST_BYTES = 1_000;
  private static final int MANY = 2_000;

  private final Vertx vertx = Vertx.vertx();
  private final Promise<Void> released = Promise.promise();
  private final Promise<Void> broken = Promise.promise();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final RunningServer module = new RunningServer(own -> router -> mount(own, router));
  private final ModuleCalls calls = new ModuleCalls(vertx, Duration.ofSeconds(3), 1, MOST_BYTES);

  @AfterEach
  void close() {
    calls.close();
    module.close();
    RunningServer.await(vertx.close());
  }

  private void mount(Vertx own, Router router) {
    router
        .get()
        .handler(
            ctx -> {
              seen.add(ctx.request().path());
              ctx.next();
            });
    router.get("/held").handler(ctx -> released.future().onComplete(end -> ctx.end()));
    router.get("/other").handler(ctx -> ctx.end());
    router
        .get("/trickle")
        .handler(
            ctx -> {
              HttpServerResponse response = ctx.response().setChunked(true);
              long timer = own.setPeriodic(20, tick -> response.write("x"));
              response.closeHandler(
                  closed -> {
                    own.cancelTimer(timer);
                    broken.tryComplete();
                  });
            });
    router
        .get("/endless")
        .handler(
            ctx -> {
              HttpServerResponse response = ctx.response().setChunked(true);
              response.closeHandler(closed -> broken.tryComplete());
              pour(response);
            });
  }

  private static void pour(HttpServerResponse response) {
    response.write(Buffer.buffer(new byte[MOST_BYTES / 2])).onSuccess(written -> pour(response));
  }

  private Future<ModuleReply> get(String path, Duration limit) {
    return calls.send(
        HttpMethod.GET, "http://localhost:" + module.port() + path, Map.of(), null, limit);
  }

  private static void assertThatTimeIsUp(Future<?> call) {
    await().atMost(RunningServer.LIMIT).until(call::failed);
    assertThat(call.cause()).isInstanceOf(TimeoutException.class);
  }

  @Test
  void anAnswerThatTricklesInIsCutWhenTheWholeTimeIsOver() {
    assertThatTimeIsUp(get("/trickle", SHORT));
    RunningServer.await(broken.future());
  }

  @Test
  void noAnswerIsMissedThoughItsCallerIsOnAThreadOfItsOwn() {
    for (int i = 0; i < MANY; i++) {
      assertThat(RunningServer.await(get("/other", LONG)).status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerThatIsTooLongIsCut() {
    assertThatThrownBy(() -> RunningServer.await(get("/endless", LONG)))
        .hasMessageContaining("longer than " + MOST_BYTES + " bytes");
    RunningServer.await(broken.future());
  }

  @Test
  void aCallThatWasGivenUpBeforeItHadAConnectionIsNeverSent() {
    Future<ModuleReply> held = get("/held", LONG);
    assertThatTimeIsUp(get("/given-up", SHORT));
    released.complete();
    RunningServer.await(held);

    assertThat(RunningServer.await(get("/other", LONG)).status()).isEqualTo(200);
    assertThat(seen).containsExactly("/held", "/other");
  }
}
