/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.EventQuestion;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * {@code /event-bus/...}: the position of an event, the history of a key, missing sequences, and
 * operators' actions. Responses contain no payload.
 */
public final class DiagnosisRoutes implements RouteGroup {

  private static final int DEFAULT_SEQUENCES = 100;
  private static final int MOST_SEQUENCES = 1_000;

  // As many as fit on a screen.
  private static final int DEFAULT_EVENTS = 20;

  private final EventBus bus;
  private final TenantDatabase database;

  /** Routes for the given bus. */
  public DiagnosisRoutes(EventBus bus) {
    this.bus = bus;
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.get("/event-bus/events").handler(Endpoint.handler(this::search));
    router.get("/event-bus/events/:id").handler(Endpoint.handler(this::event));
    router.get("/event-bus/keys").handler(Endpoint.handler(this::key));
    router.get("/event-bus/gaps").handler(Endpoint.handler(this::gaps));
    router.get("/event-bus/operations").handler(Endpoint.handler(this::operations));
  }

  private Future<Answer> event(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Disclosure disclosure = Disclosure.of(ctx, bus);
    String text = ctx.pathParam("id");
    UUID id =
        EventId.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid event id: \"" + text + "\""));
    return database
        .explaining(tenant, understood(bus.admin().diagnosis().event(tenant, id, place(ctx))))
        .compose(life -> disclosure.answer(DiagnosisJson.of(bus.schema().module(), life)));
  }

  private Future<Answer> search(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Disclosure disclosure = Disclosure.of(ctx, bus);
    EventQuestion question = question(ctx.queryParams());
    return database
        .explaining(tenant, bus.admin().diagnosis().search(tenant, question))
        .map(found -> DiagnosisJson.of(bus.schema().module(), found))
        .compose(found -> withOperation(tenant, question.operation(), found))
        .compose(disclosure::answer);
  }

  private static EventQuestion question(MultiMap asked) {
    String user = given(asked, "user");
    String key = given(asked, "key");
    String loan = given(asked, "loan");
    String type = given(asked, "type");
    if (user != null && key != null && !user.equals(key)) {
      throw HttpFailure.text(400, "Give user or key; both name the key");
    }
    Instant from = time(asked, "from");
    Instant to = time(asked, "to");
    UUID operation = operation(given(asked, "operation"));
    if (Stream.of(user, key, loan, type, from, to, operation).allMatch(Objects::isNull)) {
      throw HttpFailure.text(
          400, "Give at least one of user, key, loan, operation, type, from and to");
    }
    String limit = asked.get("limit");
    int most =
        limit == null
            ? DEFAULT_EVENTS
            : Math.toIntExact(Math.min(number("limit", limit), EventQuestion.MOST_EVENTS));
    return new EventQuestion(
        user == null ? key : user, loan, given(asked, "stream"), type, from, to, most, operation);
  }

  private Future<JsonObject> withOperation(
      TenantId tenant, @Nullable UUID operation, JsonObject found) {
    return operation == null
        ? Future.succeededFuture(found)
        : database
            .explaining(tenant, bus.admin().diagnosis().group(tenant, operation))
            .map(
                group ->
                    group
                        .map(told -> found.put("operation", DiagnosisJson.of(told)))
                        .orElse(found));
  }

  private static @Nullable UUID operation(@Nullable String text) {
    return text == null
        ? null
        : EventId.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid operation id: \"" + text + "\""));
  }

  private static @Nullable String given(MultiMap asked, String name) {
    String value = asked.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static @Nullable Instant time(MultiMap asked, String name) {
    String text = given(asked, name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw HttpFailure.text(
          400,
          "Parameter %s must be a time such as 2026-03-01T10:00:00Z, not \"%s\""
              .formatted(name, text),
          e);
    }
  }

  private static @Nullable EventPlace place(RoutingContext ctx) {
    String stream = ctx.request().getParam("stream");
    String key = ctx.request().getParam("key");
    String sequence = ctx.request().getParam("sequence");
    if (stream == null && key == null && sequence == null) {
      return null;
    }
    if (stream == null || key == null || sequence == null) {
      throw HttpFailure.text(400, "Give stream, key and sequence together, or none of them");
    }
    return new EventPlace(new StreamKey(stream, key), number("sequence", sequence));
  }

  private Future<Answer> key(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Disclosure disclosure = Disclosure.of(ctx, bus);
    StreamKey key = new StreamKey(required(ctx, "stream"), keyParameter(ctx));
    String from = ctx.request().getParam("from", "1");
    String limit = ctx.request().getParam("limit", Integer.toString(DEFAULT_SEQUENCES));
    int sequences = Math.toIntExact(Math.min(number("limit", limit), MOST_SEQUENCES));
    return database
        .explaining(
            tenant,
            understood(bus.admin().diagnosis().key(tenant, key, number("from", from), sequences)))
        .compose(life -> disclosure.answer(DiagnosisJson.of(bus.schema().module(), life)));
  }

  private Future<Answer> gaps(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Disclosure disclosure = Disclosure.of(ctx, bus);
    return database
        .explaining(tenant, bus.admin().gaps(tenant))
        .compose(
            gaps ->
                database
                    .explaining(tenant, bus.admin().awaited(tenant))
                    .map(
                        awaited ->
                            collection("gaps", gaps, DiagnosisJson::of)
                                .put("awaited", array(awaited, DiagnosisJson::of))))
        .compose(disclosure::answer);
  }

  private Future<Answer> operations(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    Disclosure disclosure = Disclosure.of(ctx, bus);
    return database
        .explaining(tenant, bus.admin().operations().list(tenant))
        .compose(
            entries -> disclosure.answer(collection("operations", entries, DiagnosisJson::of)));
  }

  // A masked key that matches several.
  private static <T> Future<T> understood(Future<T> work) {
    return work.recover(
        cause ->
            Future.failedFuture(
                cause instanceof IllegalArgumentException
                    ? HttpFailure.text(400, String.valueOf(cause.getMessage()), cause)
                    : cause));
  }

  // It may be empty, like the key of a record without one.
  private static String keyParameter(RoutingContext ctx) {
    String key = ctx.queryParams().get("key");
    return key == null ? required(ctx, "key") : key;
  }

  private static String required(RoutingContext ctx, String name) {
    String value = ctx.request().getParam(name);
    if (value == null || value.isBlank()) {
      throw HttpFailure.text(400, "Parameter " + name + " is missing");
    }
    return value;
  }

  private static long number(String name, String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw HttpFailure.text(
          400, "Parameter %s is \"%s\"; expected a number from 1".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  private static <T> JsonObject collection(
      String name, Collection<T> members, Function<T, JsonObject> json) {
    return new JsonObject().put(name, array(members, json)).put("totalRecords", members.size());
  }

  private static <T> JsonArray array(Collection<T> members, Function<T, JsonObject> json) {
    return new JsonArray(members.stream().map(json).toList());
  }
}
