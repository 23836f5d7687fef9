/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.EventBusAdmin;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.replay.ComparedTable;
import org.folio.eventbus.admin.replay.OffsetRange;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.admin.replay.ResetTarget;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;

/**
 * {@code /event-bus/subscriptions/:name/...}, {@code /event-bus/republish} and {@code
 * /event-bus/canary}: replay, reset, republication, and canaries.
 */
public final class StreamRoutes implements RouteGroup {

  // A few seconds of work; a caller may set a higher number.
  private static final int DEFAULT_EVENTS = 10_000;

  private static final String SHADOW = "shadow";
  private static final String LIVE = "live";

  private final EventBus bus;
  private final EventBusAdmin admin;
  private final TenantDatabase database;

  /** Routes for the given bus. */
  public StreamRoutes(EventBus bus) {
    this.bus = bus;
    this.admin = bus.admin();
    this.database = new TenantDatabase(bus.pool(), bus.schema());
  }

  @Override
  public void mount(Router router) {
    router.post("/event-bus/subscriptions/:name/replay").handler(Endpoint.handler(this::replay));
    router.post("/event-bus/subscriptions/:name/reset").handler(Endpoint.handler(this::reset));
    router.post("/event-bus/republish").handler(Endpoint.handler(this::republish));
    router.get("/event-bus/canary").handler(Endpoint.handler(this::canaries));
    router.post("/event-bus/canary").handler(Endpoint.handler(this::canary));
  }

  private Future<Answer> replay(RoutingContext ctx) {
    String name = ctx.pathParam("name");
    return act(
        ctx,
        request -> {
          String target = request.has("target") ? request.text("target") : LIVE;
          if (!target.equals(LIVE) && !target.equals(SHADOW)) {
            throw ActionRequest.invalid("target", target, "must be live or shadow");
          }
          return target.equals(SHADOW)
              ? admin
                  .streams()
                  .shadow(
                      request.tenant(),
                      name,
                      records(request),
                      tables(request),
                      request.why(),
                      request.dryRun())
              : admin
                  .streams()
                  .replay(
                      request.tenant(), name, records(request), request.why(), request.dryRun());
        });
  }

  private static RecordSelection records(ActionRequest request) {
    Integer most = request.optionalInteger("most");
    OffsetRange range = null;
    if (request.has("partition")) {
      Long from = request.optionalNumber("fromOffset");
      Long end = request.optionalNumber("endOffset");
      range =
          new OffsetRange(
              request.optionalText("topic"),
              request.integer("partition"),
              from == null ? 0 : from,
              end == null ? Long.MAX_VALUE : end);
    } else if (request.has("topic") || request.has("fromOffset") || request.has("endOffset")) {
      throw ActionRequest.invalid("partition", null, "must be given with topic and offsets");
    }
    return new RecordSelection(
        range,
        request.time("from"),
        request.time("to"),
        request.optionalKey(),
        request.ids("eventIds"),
        most == null ? DEFAULT_EVENTS : most);
  }

  private static List<ComparedTable> tables(ActionRequest request) {
    return request.objects("compare").stream()
        .map(
            table -> {
              Object name = table.getValue("table");
              Object leaveOut = table.getValue("leaveOut", new JsonArray());
              if (name instanceof String text && leaveOut instanceof JsonArray columns) {
                return new ComparedTable(
                    text, columns.stream().map(String::valueOf).collect(Collectors.toSet()));
              }
              throw ActionRequest.invalid(
                  "compare", table, "must name a table, and an array of columns to leave out");
            })
        .toList();
  }

  private Future<Answer> reset(RoutingContext ctx) {
    String name = ctx.pathParam("name");
    return act(
        ctx,
        request -> {
          return admin
              .streams()
              .reset(
                  request.tenant(),
                  name,
                  new ResetTarget(
                      to(request.text("to")),
                      request.time("time"),
                      request.optionalText("topic"),
                      request.optionalInteger("partition"),
                      request.optionalNumber("offset")),
                  request.why(),
                  request.dryRun());
        });
  }

  private static ResetTarget.To to(String text) {
    for (ResetTarget.To to : ResetTarget.To.values()) {
      if (to.name().toLowerCase(Locale.ROOT).equals(text)) {
        return to;
      }
    }
    throw ActionRequest.invalid("to", text, "must be earliest, latest, time or offset");
  }

  private Future<Answer> republish(RoutingContext ctx) {
    return act(
        ctx,
        request -> {
          ReplaySelection selection =
              new ReplaySelection(
                  request.text("stream"),
                  request.optionalKey(),
                  request.ids("eventIds"),
                  request.time("from"),
                  request.time("to"),
                  request.optionalNumber("firstSequence"),
                  request.optionalNumber("lastSequence"));
          if (selection.equals(ReplaySelection.of(selection.stream()))) {
            throw ActionRequest.invalid(
                "key",
                null,
                "or eventIds, or from must be given: a whole stream is not sent again");
          }
          boolean sequences = selection.firstSequence() != null || selection.lastSequence() != null;
          if (sequences && selection.key() == null) {
            throw ActionRequest.invalid("key", null, "must be given with sequences");
          }
          return admin
              .streams()
              .republish(request.tenant(), selection, request.why(), request.dryRun());
        });
  }

  private Future<Answer> canary(RoutingContext ctx) {
    return act(
        ctx,
        request ->
            admin
                .canaries()
                .publish(
                    request.tenant(),
                    request.optionalText("stream"),
                    request.why(),
                    request.dryRun()));
  }

  private Future<Answer> canaries(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database
        .explaining(tenant, admin.canaries().seen(tenant))
        .map(
            seen ->
                Answer.json(
                    200,
                    new JsonObject()
                        .put("everySeconds", admin.canaries().interval().toSeconds())
                        .put("canaries", new JsonArray(seen.stream().map(ActionJson::of).toList()))
                        .put("totalRecords", seen.size())));
  }

  private Future<Answer> act(
      RoutingContext ctx, Function<ActionRequest, Future<ActionResult>> action) {
    ActionRequest request = ActionRequest.of(ctx);
    Disclosure disclosure = Disclosure.of(ctx, bus).knowing(request.optionalKey());
    return ActionRequest.understood(
            database.explaining(
                request.tenant(), Future.succeededFuture().compose(begun -> action.apply(request))))
        .compose(result -> disclosure.answer(ActionJson.of(result)));
  }
}
