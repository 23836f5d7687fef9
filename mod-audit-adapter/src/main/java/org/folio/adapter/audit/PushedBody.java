/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * Checks bodies of {@code POST /audit/handlers/log-record} (contract: mod-audit 3.4). The route
 * deliberately differs from mod-audit in two points: 204 means that the record is stored, and a
 * body that can never become a record is refused.
 */
final class PushedBody {

  private PushedBody() {}

  /**
   * Refuses a body of an unknown kind.
   *
   * @return true
   * @throws HttpFailure 422 if the kind is not known
   */
  static boolean check(JsonObject body) {
    if (!LogKinds.isKnown(body)) {
      throw HttpFailure.invalid(
          List.of(
              new Violation(
                  "logEventType",
                  body.getValue("logEventType") instanceof String kind ? kind : null,
                  "must be one of the known kinds of log records",
                  ErrorBody.NO_CODE)));
    }
    return true;
  }
}
