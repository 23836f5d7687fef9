/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.logrecord;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that a retrieval contains; read from an event or from the queue of an
 * item.
 *
 * @param pickupServicePointId null if the item is to be sent to the patron
 */
public record Requested(
    String id,
    String requesterId,
    @Nullable String pickupServicePointId,
    @Nullable String status,
    @Nullable String note) {

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if it lacks its id or its requester
   */
  public static Requested of(JsonObject request) {
    String id = JsonText.of(request, "id");
    String requester = JsonText.of(request, "requesterId");
    if (id == null || requester == null) {
      throw new IllegalArgumentException("The request lacks its id or requesterId");
    }
    return new Requested(
        id,
        requester,
        JsonText.of(request, "pickupServicePointId"),
        JsonText.of(request, "status"),
        JsonText.of(request, "patronComments"));
  }
}
