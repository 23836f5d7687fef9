/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.jspecify.annotations.Nullable;

/** The reason of a rejection from its answer, without the values of the members. */
final class Refusal {

  // Enough for the messages of FOLIO's modules; each parked event stores the reason.
  private static final int LONGEST = 200;

  private static final int NOT_ENTITLED = 400;

  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Refusal() {}

  /**
   * The messages and the names of the members in FOLIO's errors object.
   *
   * @return empty text for any other body, which may quote the payload
   */
  static String reason(@Nullable Buffer body) {
    List<String> reasons = new ArrayList<>();
    try {
      JsonArray errors = errors(body);
      for (int i = 0; i < errors.size(); i++) {
        reasons.add(one(errors.getJsonObject(i)));
      }
    } catch (DecodeException | ClassCastException e) {
      // Not an errors object; only the status is used.
      return "";
    }
    String all = ID.matcher(String.join("; ", reasons)).replaceAll("...");
    return all.length() > LONGEST ? all.substring(0, LONGEST) + "..." : all;
  }

  /** A member of the first entry of FOLIO's errors object; empty for any other body. */
  static String ofFirst(@Nullable Buffer body, String member) {
    try {
      JsonArray errors = errors(body);
      return errors.isEmpty() ? "" : errors.getJsonObject(0).getString(member, "");
    } catch (DecodeException | ClassCastException e) {
      return "";
    }
  }

  /**
   * Whether Eureka's sidecar answers in the place of a module (its {@code ErrorHandler}): one that
   * the tenant is not entitled for, where Okapi answers 404, or one whose location, or for whom a
   * system user, is not known yet.
   */
  static boolean isOfTheSidecar(ModuleReply answer) {
    if (answer.status() != NOT_ENTITLED) {
      return false;
    }
    String code = ofFirst(answer.body(), "code");
    return code.equals("tenant_not_enabled")
        || code.equals("service_error")
            && ofFirst(answer.body(), "type").equals("BadRequestException");
  }

  private static JsonArray errors(@Nullable Buffer body) {
    return new JsonObject(body == null ? "{}" : body.toString())
        .getJsonArray("errors", new JsonArray());
  }

  private static String one(JsonObject error) {
    List<String> names = new ArrayList<>();
    JsonArray parameters = error.getJsonArray("parameters", new JsonArray());
    for (int i = 0; i < parameters.size(); i++) {
      names.add(parameters.getJsonObject(i).getString("key", ""));
    }
    return (String.join(", ", names) + " " + error.getString("message", "")).strip();
  }
}
