/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiException;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.StrictUuid;

/** Knows the group of a patron, by asking the users interface. */
final class PatronGroups {

  private final OkapiClient client;

  PatronGroups(OkapiClient client) {
    this.client = client;
  }

  /**
   * The group of a patron.
   *
   * @return empty if the patron does not exist or has no group. Fails with 503 if nobody answers
   *     and with 500 for an answer of another kind: without the group, "no blocks" would be a guess
   */
  Future<Optional<UUID>> groupOf(OkapiRequest request, UUID userId) {
    return client
        .find(request, "/users/" + userId)
        .map(user -> user.flatMap(PatronGroups::group))
        .recover(failure -> Future.failedFuture(explained(failure)));
  }

  private static Optional<UUID> group(JsonObject user) {
    return user.getValue("patronGroup") instanceof String group
        ? StrictUuid.parse(group)
        : Optional.empty();
  }

  private static Throwable explained(Throwable failure) {
    if (failure instanceof OkapiException call) {
      return HttpFailure.text(
          call.isUnreachable() ? 503 : 500,
          "Patron blocks cannot be computed because the patron's group is unknown: "
              + call.getMessage(),
          call);
    }
    return failure;
  }
}
