/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.json.JsonObject;
import org.folio.eventbus.okapi.testing.OkapiWithRecords;

/** Okapi with users. */
final class OkapiDouble extends OkapiWithRecords {

  void knowsUser(String id, String barcode, String last, String first) {
    knows(
        "/users/" + id,
        new JsonObject()
            .put("id", id)
            .put("barcode", barcode)
            .put("personal", new JsonObject().put("lastName", last).put("firstName", first)));
  }
}
