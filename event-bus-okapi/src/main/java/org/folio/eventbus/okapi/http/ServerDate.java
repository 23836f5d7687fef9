/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Header {@code Date} of each response, which shows clock differences. */
public final class ServerDate implements RouteGroup {

  // RFC 1123 has the day of the month with two digits; Java's own formatter does not.
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final Clock clock;

  /**
   * Writes the time of the given clock.
   *
   * @param clock in UTC, as RFC 9110 demands
   */
  public ServerDate(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router
        .route()
        .handler(
            ctx -> {
              ctx.response().putHeader(HttpHeaders.DATE, FORM.format(ZonedDateTime.now(clock)));
              ctx.next();
            });
  }
}
