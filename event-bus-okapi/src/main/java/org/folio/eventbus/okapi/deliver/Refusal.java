/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.folio.eventbus.okapi.call.ModuleReply;

/** The reason of a rejection from its answer, without the values of the members. */
final class Refusal {

  // Enough for the messages of FOLIO's modules; each parked event stores the reason.
  private static final int LONGEST = 200;

  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Refusal() {}

  /**
   * The messages and the names of the members in FOLIO's errors object.
   *
   * @return empty text for any other body, which may quote the payload
   */
  static String reason(ModuleReply answer) {
    try {
      String reasons = answer.errors().stream().map(Refusal::one).collect(Collectors.joining("; "));
      String all = ID.matcher(reasons).replaceAll("...");
      return all.length() > LONGEST ? all.substring(0, LONGEST) + "..." : all;
    } catch (ClassCastException e) {
      // Not FOLIO's errors; only the status is used.
      return "";
    }
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
