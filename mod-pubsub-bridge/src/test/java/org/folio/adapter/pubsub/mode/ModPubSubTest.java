/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers of mod-pubsub may be long. */
class ModPubSubTest {

  private static final OkapiRequest REQUEST =
      new OkapiRequest(new TenantId("diku"), null, null, null, null);

  private static final Vertx VERTX = Vertx.vertx();
  private static volatile Buffer answer = Buffer.buffer();
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    port =
        get(VERTX
                .createHttpServer()
                .requestHandler(request -> request.response().end(answer))
                .listen(0, "localhost"))
            .actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    get(VERTX.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private static <T> Future<T> read(Function<Buffer, T> reading) {
    return new ModPubSub(VERTX, Optional.of("http://localhost:" + port))
        .read(REQUEST, "/pubsub/history", reading);
  }

  @Test
  void noAnswerIsReadOnTheEventLoop() throws Exception {
    answer = Buffer.buffer("{}");
    boolean onLoop = get(read(body -> Context.isOnEventLoopThread()));
    assertThat(onLoop).isFalse();
  }

  @Test
  void anAnswerThatDoesNotFitIntoMemoryIsNotReadAndTheSentenceSaysWhatToDo() {
    answer = Buffer.buffer(new byte[17 * 1024 * 1024]);
    assertThatThrownBy(() -> read(body -> body).await())
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("ask for a shorter time");
  }

  @Test
  void whatIsNoJsonIsTheFaultOfModPubSub() {
    answer = Buffer.buffer("{\"auditMessages\":[{]}");
    assertThatThrownBy(() -> read(body -> ModPubSubHistory.deliveries(body, Set.of())).await())
        .isInstanceOfSatisfying(
            HttpFailure.class, failure -> assertThat(failure.answer().status()).isEqualTo(502));
  }

  @Test
  void deliveriesOfTheGivenEventsAreCounted() {
    UUID twice = UUID.randomUUID();
    UUID never = UUID.randomUUID();
    UUID unasked = UUID.randomUUID();
    JsonArray messages =
        new JsonArray()
            .add(message(twice, "PUBLISHED"))
            .add(message(twice, "DELIVERED").put("nested", new JsonArray().add(new JsonObject())))
            .add(message(never, "PUBLISHED"))
            .add(message(never, "REJECTED"))
            .add(message(twice, "DELIVERED"))
            .add(message(unasked, "DELIVERED"));
    Buffer history =
        new JsonObject()
            .put("other", new JsonArray().add(new JsonObject()))
            .put("auditMessages", messages)
            .put("totalRecords", messages.size())
            .toBuffer();
    assertThat(ModPubSubHistory.deliveries(history, Set.of(twice, never)))
        .isEqualTo(Map.of(twice, 2, never, 0));
  }

  private static JsonObject message(UUID id, String state) {
    return new JsonObject().put("eventId", id.toString()).put("state", state);
  }
}
