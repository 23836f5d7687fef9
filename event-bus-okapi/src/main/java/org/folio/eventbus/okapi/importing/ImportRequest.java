/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.publish.EventRequest;
import org.folio.eventbus.okapi.publish.IdempotencyKey;

/**
 * The parameters of a request with lines.
 *
 * @param tenant the tenant of the events
 * @param id the import's
 * @param offset number of lines of the import before those of the request
 * @param invalid what to do with invalid lines
 * @param finish whether the import ends with the request
 * @param correlation links the events to the request
 */
record ImportRequest(
    TenantId tenant,
    String id,
    long offset,
    InvalidLines invalid,
    boolean finish,
    Correlation correlation) {

  /** One JSON value in each line. */
  static final String NDJSON = "application/x-ndjson";

  private static final String ID = "id";
  private static final String OFFSET = "offset";
  private static final String FINISH = "finish";
  private static final String INVALID = "invalid";

  static boolean isLines(RoutingContext ctx) {
    String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(NDJSON);
  }

  /** A whole stream; its idempotency key is the import's id. */
  static ImportRequest stream(RoutingContext ctx) {
    return new ImportRequest(
        OkapiRequest.of(ctx).tenant(),
        IdempotencyKey.of(ctx).map(IdempotencyKey::text).orElseGet(ImportRequest::randomId),
        0,
        InvalidLines.STOP,
        true,
        EventRequest.correlation(ctx));
  }

  /**
   * A part of an import.
   *
   * @throws HttpFailure 400 for an invalid parameter, 415 for another content type
   */
  static ImportRequest part(RoutingContext ctx) {
    if (!isLines(ctx)) {
      throw HttpFailure.text(415, "Header Content-Type must be " + NDJSON);
    }
    return new ImportRequest(
        OkapiRequest.of(ctx).tenant(),
        id(ctx.queryParam(ID)),
        offset(single(ctx, OFFSET)),
        choice(single(ctx, INVALID), INVALID, "stop", "reject")
            ? InvalidLines.STOP
            : InvalidLines.REJECT,
        choice(single(ctx, FINISH), FINISH, "true", "false"),
        EventRequest.correlation(ctx));
  }

  private static String randomId() {
    return UUID.randomUUID().toString();
  }

  private static String id(List<String> given) {
    if (given.isEmpty()) {
      return randomId();
    }
    String id = given.get(0);
    if (id.isBlank() || id.length() > IdempotencyKey.LONGEST) {
      throw HttpFailure.text(
          400, "Parameter %s must have 1 to %s characters".formatted(ID, IdempotencyKey.LONGEST));
    }
    return id;
  }

  private static Optional<String> single(RoutingContext ctx, String name) {
    return ctx.queryParam(name).stream().findFirst();
  }

  private static long offset(Optional<String> given) {
    try {
      long offset = Long.parseLong(given.orElse("0"));
      if (offset >= 0) {
        return offset;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with negative numbers.
    }
    throw HttpFailure.text(
        400, "Parameter offset must be the number of lines before those of the request");
  }

  private static boolean choice(Optional<String> given, String name, String yes, String no) {
    String value = given.orElse(no);
    if (!value.equals(yes) && !value.equals(no)) {
      throw HttpFailure.text(400, "Parameter %s must be %s or %s".formatted(name, yes, no));
    }
    return value.equals(yes);
  }
}
