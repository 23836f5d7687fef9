/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.folio.adapter.remotestorage.logrecord.Occasion;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * Checks bodies of {@code POST /remote-storage/pub-sub-handlers/log-record-event} (contract:
 * mod-remote-storage 5.1). The route deliberately differs from mod-remote-storage in two points:
 * 204 means that the record is stored, if it needs any work, and a page that can never become a
 * retrieval is refused.
 */
final class PushedBody {

  private PushedBody() {}

  /**
   * Whether a retrieval may follow from the body.
   *
   * @throws HttpFailure 422 if it names no kind, or is a page without its request, requester or
   *     item
   */
  static boolean isWanted(JsonObject body) {
    if (JsonText.of(body, Occasion.KIND) == null) {
      throw refused(Occasion.KIND, "must not be null");
    }
    try {
      return Occasion.of(body).isPresent();
    } catch (IllegalArgumentException e) {
      throw refused("payload", String.valueOf(e.getMessage()));
    }
  }

  private static HttpFailure refused(String member, String sentence) {
    return HttpFailure.invalid(List.of(new Violation(member, null, sentence, ErrorBody.NO_CODE)));
  }
}
