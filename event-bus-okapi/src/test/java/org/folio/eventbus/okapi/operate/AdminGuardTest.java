/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.RunningServer;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.junit.jupiter.api.Test;

/** With a configured token the admin routes accept only requests that send it. */
class AdminGuardTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final String KEYS = "/event-bus/keys";
  private static final String REPLAY = "/event-bus/subscriptions/patron-summary/replay";

  private static RunningServer server(String token) {
    AdminGuard guard = AdminGuard.from(new Environment(Map.of(AdminGuard.VARIABLE, token)));
    RouteGroup routes =
        router -> {
          router.get(KEYS).handler(Endpoint.handler(ctx -> ok()));
          router.post("/event-bus/subscriptions/:name/replay").handler(Endpoint.handler(c -> ok()));
          router.get("/user-summary").handler(Endpoint.handler(ctx -> ok()));
        };
    return new RunningServer(
        vertx ->
            new RouteGroup() {
              @Override
              public void mountStreams(Router router) {
                guard.mountStreams(router);
              }

              @Override
              public void mount(Router router) {
                routes.mount(router);
              }
            });
  }

  private static Future<Answer> ok() {
    return Future.succeededFuture(Answer.noContent());
  }

  @Test
  void theTokenOpens() throws Exception {
    try (RunningServer server = server(TOKEN)) {
      assertThat(server.get(KEYS, AdminGuard.HEADER, TOKEN).statusCode()).isEqualTo(204);
      assertThat(server.send("POST", REPLAY, "{}", AdminGuard.HEADER, TOKEN).statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void everybodyElseIsToldWhatIsNeeded() throws Exception {
    try (RunningServer server = server(TOKEN)) {
      assertThat(server.get(KEYS).statusCode()).isEqualTo(403);
      assertThat(server.get(KEYS).body())
          .contains(AdminGuard.VARIABLE, AdminGuard.HEADER)
          .doesNotContain(TOKEN);
      assertThat(server.get(KEYS, AdminGuard.HEADER, "fedcba9876543210").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void whatACallerSaysOfItsPermissionsIsNotBelieved() throws Exception {
    try (RunningServer server = server(TOKEN)) {
      assertThat(
              server
                  .get(KEYS, OkapiHeaders.PERMISSIONS, "[\"mod-example.event-bus.keys.item.get\"]")
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void whatNoRouteAnswersIsRefusedToo() throws Exception {
    try (RunningServer server = server(TOKEN)) {
      for (String path : List.of("/event-bus", "/event-bus/", "/event-bus/unknown", KEYS + "/")) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(403);
      }
    }
  }

  @Test
  void otherPathsAreNotGuarded() throws Exception {
    try (RunningServer server = server(TOKEN)) {
      assertThat(server.get("/user-summary").statusCode()).isEqualTo(204);
      assertThat(server.get("/event-bus-other").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void withoutATokenTheGatewayAloneDecides() throws Exception {
    try (RunningServer server = server("")) {
      assertThat(server.get(KEYS).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aShortTokenIsRefusedAndNotShown() {
    Environment environment = new Environment(Map.of(AdminGuard.VARIABLE, "secret"));
    AdminGuard.from(environment);
    assertThatThrownBy(environment::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(AdminGuard.VARIABLE)
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret"));
  }
}
