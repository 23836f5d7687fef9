/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.adapter.circulation.witness.expect.HistorySweep;
import org.folio.adapter.circulation.witness.finding.FindingKind;
import org.folio.adapter.circulation.witness.finding.FindingTable;
import org.folio.adapter.circulation.witness.round.TenantMarks;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.OkapiException;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.Paging;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/** {@code /circulation-events/witness/...}: findings, and the import of the loan history. */
final class WitnessRoutes implements RouteGroup {

  /** The maximum number of findings in one page. */
  static final int MOST_FINDINGS = 1_000;

  private final TenantDatabase database;
  private final HistorySweep sweep;
  private final WitnessSettings settings;

  WitnessRoutes(TenantDatabase database, HistorySweep sweep, WitnessSettings settings) {
    this.settings = settings;
    this.database = database;
    this.sweep = sweep;
  }

  @Override
  public void mount(Router router) {
    router.get("/circulation-events/witness/findings").handler(Endpoint.handler(this::findings));
    router
        .post("/circulation-events/witness/history-readings")
        .handler(Endpoint.handler(this::readHistory));
  }

  private Future<Answer> findings(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    FindingTable.Selection selection = selection(ctx);
    return database
        .withConnection(
            tenant,
            (connection, schema) ->
                FindingTable.list(connection, schema, selection)
                    .compose(
                        found ->
                            TenantMarks.read(connection, schema)
                                .map(marks -> told(found, WitnessReach.of(settings, marks)))))
        .map(found -> Answer.json(200, found));
  }

  private static JsonObject told(JsonObject found, WitnessReach reach) {
    found.put("explanation", reach.explanation());
    return reach.since() == null ? found : found.put("since", reach.since().toString());
  }

  private static FindingTable.Selection selection(RoutingContext ctx) {
    Paging paging = Paging.of(ctx);
    if (paging.query() != null) {
      throw HttpFailure.text(
          400, "Findings are not searched by CQL; use kind, loanId, userId, type, from and until");
    }
    if (paging.limit() > MOST_FINDINGS) {
      throw HttpFailure.text(400, "limit must be at most " + MOST_FINDINGS);
    }
    String kind = ctx.queryParams().get("kind");
    String type = ctx.queryParams().get("type");
    if (kind != null
        && Arrays.stream(FindingKind.values()).noneMatch(known -> known.name().equals(kind))) {
      throw HttpFailure.text(
          400,
          "kind must be one of "
              + Arrays.stream(FindingKind.values())
                  .map(FindingKind::name)
                  .collect(Collectors.joining(", ")));
    }
    return new FindingTable.Selection(
        kind,
        id("loanId", ctx.queryParams().get("loanId")),
        id("userId", ctx.queryParams().get("userId")),
        type,
        time("from", ctx.queryParams().get("from")),
        time("until", ctx.queryParams().get("until")),
        paging.offset(),
        paging.limit());
  }

  private static @Nullable UUID id(String name, @Nullable String text) {
    return text == null
        ? null
        : StrictUuid.parse(text).orElseThrow(() -> HttpFailure.text(400, name + " must be a UUID"));
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!FolioDateTime.isValid(text)) {
      throw HttpFailure.text(400, name + " must be an ISO-8601 date and time");
    }
    return FolioDateTime.parse(text);
  }

  private Future<Answer> readHistory(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    if (!settings.watches()) {
      throw HttpFailure.text(
          400, "The witness is off (WITNESS); nothing is learnt from the history");
    }
    JsonObject body = JsonBody.read(ctx);
    Instant from = required(body, "from");
    Instant until = required(body, "until");
    if (!from.isBefore(until)) {
      throw invalid("until", body.getString("until"), "must be after from");
    }
    return sweep
        .run(request, from, until)
        .map(rows -> Answer.json(200, new JsonObject().put("rows", rows)))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof OkapiException away
                        ? HttpFailure.text(
                            502, "The loan history cannot be read: " + away.getMessage(), away)
                        : cause));
  }

  private static Instant required(JsonObject body, String name) {
    if (body.getValue(name) instanceof String text && FolioDateTime.isValid(text)) {
      return FolioDateTime.parse(text);
    }
    Object value = body.getValue(name);
    throw invalid(
        name, value == null ? null : value.toString(), "must be an ISO-8601 date and time");
  }

  private static HttpFailure invalid(String name, @Nullable String value, String message) {
    return HttpFailure.invalid(List.of(new Violation(name, value, message, "-1")));
  }
}
