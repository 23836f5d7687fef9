/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.adapter.patronblocks.freshness.PatronReader;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;

/** {@code GET /user-summary/{userId}} (contract: mod-patron-blocks 2.6). */
public final class UserSummaryRoutes implements RouteGroup {

  private final PatronReader patrons;

  /** Routes that read patrons so. */
  public UserSummaryRoutes(PatronReader patrons) {
    this.patrons = patrons;
  }

  @Override
  public void mount(Router router) {
    router.get("/user-summary/:userId").handler(Endpoint.handler(this::get));
  }

  private Future<Answer> get(RoutingContext ctx) {
    PatronReader.announce(ctx);
    OkapiRequest request = OkapiRequest.of(ctx);
    String text = ctx.pathParam("userId");
    UUID userId =
        StrictUuid.parse(text)
            .orElseThrow(() -> HttpFailure.text(400, "Invalid user ID: \"" + text + "\""));
    return patrons
        .read(
            ctx,
            request.tenant(),
            userId,
            (connection, schema) ->
                UserSummaryTables.read(connection, schema, request.tenant(), userId))
        .map(
            summary ->
                summary.items().isEmpty()
                    ? Answer.text(404, "User summary for user ID " + text + " not found")
                    : Answer.json(200, summary.json()));
  }
}
