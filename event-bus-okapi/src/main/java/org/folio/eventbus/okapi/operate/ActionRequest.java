/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.jspecify.annotations.Nullable;

/** The body of an action, with its operator. Missing or invalid members are answered with 422. */
final class ActionRequest {

  private static final String KEY = "key";

  private final OkapiRequest okapi;
  private final JsonObject body;
  private final Justification why;
  private final boolean dryRun;

  private ActionRequest(OkapiRequest okapi, JsonObject body) {
    this.okapi = okapi;
    this.body = body;
    this.why =
        new Justification(
            text("reason"),
            Objects.requireNonNullElse(okapi.userId(), Disclosure.UNKNOWN_OPERATOR));
    this.dryRun = body.getValue("dryRun") == null || flag("dryRun");
  }

  /**
   * Reads a request.
   *
   * @throws HttpFailure 400 or 422 if it is invalid
   */
  static ActionRequest of(RoutingContext ctx) {
    return new ActionRequest(OkapiRequest.of(ctx), JsonBody.read(ctx));
  }

  TenantId tenant() {
    return okapi.tenant();
  }

  Justification why() {
    return why;
  }

  /** Whether this is a dry run; it is unless the request says otherwise. */
  boolean dryRun() {
    return dryRun;
  }

  boolean has(String name) {
    return body.getValue(name) != null;
  }

  String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw invalid(name, null, "must be a text that is not blank");
    }
    return text;
  }

  @Nullable String optionalText(String name) {
    Object value = body.getValue(name);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw invalid(name, value, "must be a text that is not blank");
  }

  /** A key, which may be empty: a record without a key has an empty one. */
  String key() {
    String key = optionalKey();
    if (key == null) {
      throw invalid(KEY, null, "must be a text");
    }
    return key;
  }

  @Nullable String optionalKey() {
    Object value = body.getValue(KEY);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw invalid(KEY, value, "must be a text");
  }

  UUID id(String name) {
    return EventId.parse(text(name))
        .orElseThrow(() -> invalid(name, body.getValue(name), "must be a UUID"));
  }

  JsonObject object(String name) {
    if (body.getValue(name) instanceof JsonObject object) {
      return object;
    }
    throw invalid(name, body.getValue(name), "must be a JSON object");
  }

  List<JsonObject> objects(String name) {
    return array(name).stream()
        .map(
            member -> {
              if (member instanceof JsonObject object) {
                return object;
              }
              throw invalid(name, member, "must hold JSON objects only");
            })
        .toList();
  }

  @Nullable Set<UUID> ids(String name) {
    if (!has(name)) {
      return null;
    }
    Set<UUID> ids = new LinkedHashSet<>();
    for (Object member : array(name)) {
      ids.add(
          EventId.parse(String.valueOf(member))
              .orElseThrow(() -> invalid(name, member, "must hold UUIDs only")));
    }
    return ids;
  }

  private JsonArray array(String name) {
    Object value = body.getValue(name);
    if (value == null) {
      return new JsonArray();
    }
    if (value instanceof JsonArray array) {
      return array;
    }
    throw invalid(name, value, "must be an array");
  }

  long number(String name) {
    Long number = optionalNumber(name);
    if (number == null) {
      throw invalid(name, null, "must be a whole number of at least 0");
    }
    return number;
  }

  @Nullable Long optionalNumber(String name) {
    Object value = body.getValue(name);
    if (value == null) {
      return null;
    }
    boolean whole = value instanceof Integer || value instanceof Long;
    if (whole && ((Number) value).longValue() >= 0) {
      return ((Number) value).longValue();
    }
    throw invalid(name, value, "must be a whole number of at least 0");
  }

  /** A number of a partition, or a count. */
  @Nullable Integer optionalInteger(String name) {
    Long number = optionalNumber(name);
    if (number != null && number > Integer.MAX_VALUE) {
      throw invalid(name, number, "must be at most " + Integer.MAX_VALUE);
    }
    return number == null ? null : number.intValue();
  }

  int integer(String name) {
    Integer number = optionalInteger(name);
    if (number == null) {
      throw invalid(name, null, "must be a whole number of at least 0");
    }
    return number;
  }

  @Nullable Instant time(String name) {
    String text = optionalText(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw invalid(name, text, "must be a time such as 2026-03-01T10:00:00Z");
    }
  }

  private boolean flag(String name) {
    if (body.getValue(name) instanceof Boolean flag) {
      return flag;
    }
    throw invalid(name, body.getValue(name), "must be true or false");
  }

  static HttpFailure invalid(String name, @Nullable Object value, String message) {
    return HttpFailure.invalid(
        List.of(
            new Violation(
                name, value == null ? null : value.toString(), message, ErrorBody.NO_CODE)));
  }

  /** Turns the core's rejection into a response. */
  static <T> Future<T> understood(Future<T> work) {
    return work.recover(
        cause -> {
          if (cause instanceof IllegalArgumentException) {
            return Future.failedFuture(
                HttpFailure.invalid(
                    new ErrorBody(
                        String.valueOf(cause.getMessage()),
                        ErrorBody.TYPE,
                        ErrorBody.NO_CODE,
                        List.of())));
          }
          return Future.failedFuture(
              cause instanceof IllegalStateException
                  ? HttpFailure.text(409, String.valueOf(cause.getMessage()))
                  : cause);
        });
  }
}
