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

/** Queries the group of a patron from the users interface and caches the answer. */
final class PatronGroups {

  /**
   * A patron changes the group a few times in a life. A change takes effect after this time at the
   * latest; and it is long enough that one visit to the desk costs one query.
   */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** Some 30 MiB; far more than the patrons of a large library within five minutes. */
  static final int CAPACITY = 200_000;

  private record Patron(TenantId tenant, UUID userId) {}

  private final OkapiClient client;
  private final Clock clock;
  private final ExpiringCache<Patron, PatronGroup> known = new ExpiringCache<>(LIFETIME, CAPACITY);

  /**
   * Groups that are queried through Okapi.
   *
   * @param clock determines the age of an answer
   */
  PatronGroups(OkapiClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * The group of a patron, possibly cached.
   *
   * @return without an id if the patron does not exist or has no group; that answer is not cached,
   *     because it means no blocks. Fails with 503 if users does not answer and with 500 for an
   *     invalid answer: without the group, "no blocks" would be a guess
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

  /** The current group of a patron according to users. The cache stays unchanged. */
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
