/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiException;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.cache.ExpiringCache;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.StrictUuid;

/** Knows the group of a patron, by asking the users interface and remembering the answer. */
final class PatronGroups {

  /**
   * A patron changes the group a few times in a life. Who has just been moved waits no longer than
   * this; and it is long enough that the visits of one patron to the desk cost one question.
   */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** Some 30 MiB; the patrons of a large library who come within five minutes are far fewer. */
  static final int CAPACITY = 200_000;

  private record Patron(TenantId tenant, UUID userId) {}

  private final OkapiClient client;
  private final Clock clock;
  private final ExpiringCache<Patron, PatronGroup> known = new ExpiringCache<>(LIFETIME, CAPACITY);

  /**
   * Groups that are asked for through Okapi.
   *
   * @param clock tells how old an answer is
   */
  PatronGroups(OkapiClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * The group of a patron, as it is known.
   *
   * @return without an id if the patron does not exist or has no group; that is asked again each
   *     time, because it means no blocks. Fails with 503 if nobody answers and with 500 for an
   *     answer of another kind: without the group, "no blocks" would be a guess
   */
  Future<PatronGroup> groupOf(OkapiRequest request, UUID userId) {
    Patron patron = new Patron(request.tenant(), userId);
    Future<PatronGroup> group = known.get(patron, () -> ask(request, userId));
    return group
        .onSuccess(
            found -> {
              if (found.id() == null) {
                known.forget(patron, group);
              }
            })
        .recover(failure -> Future.failedFuture(explained(failure)));
  }

  /** The group of a patron as users says now. What is known stays as it is. */
  Future<PatronGroup> ask(OkapiRequest request, UUID userId) {
    Instant now = clock.instant();
    return client
        .find(request, "/users/" + userId)
        .map(
            user ->
                new PatronGroup(
                    user.isPresent(), user.flatMap(PatronGroups::group).orElse(null), now));
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
