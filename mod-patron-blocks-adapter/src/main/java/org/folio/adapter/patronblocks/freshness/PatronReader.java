/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SubscriptionStatus;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.cache.ExpiringCache;

/**
 * Reads a patron's state for an answer, and writes into the answer's header {@value #HEADER} what
 * that state is known to lack, so that "no block" and "do not know" can be told apart.
 */
public final class PatronReader {

  /** The header of each answer about a patron; README.md of this module explains its members. */
  public static final String HEADER = "X-Event-Bus-Freshness";

  /** What the header says as long as nothing could be read, and so of each failure. */
  public static final String UNKNOWN = "state=unknown";

  /** How old the tenant's part may be; it costs more than the rest and changes seldom. */
  static final Duration TENANT_LIFETIME = Duration.ofSeconds(1);

  private static final int TENANTS = 1_000;

  private final TenantDatabase database;
  private final Supplier<Future<List<SubscriptionStatus>>> subscriptions;
  private final ExpiringCache<TenantId, TenantFreshness> tenants =
      new ExpiringCache<>(TENANT_LIFETIME, TENANTS);

  /**
   * Reads from the given tables.
   *
   * @param subscriptions what the subscriptions of this process are doing
   */
  public PatronReader(
      TenantDatabase database, Supplier<Future<List<SubscriptionStatus>>> subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  /** Declares that the answer will be about a patron; until it is read, nothing is known. */
  public static void announce(RoutingContext ctx) {
    ctx.response().putHeader(HEADER, UNKNOWN);
  }

  /**
   * Reads, and completes the header. What the header says is read first: the state may hold more
   * than it says, never less.
   *
   * @param work reads the patron's state on the given connection and schema; asked twice if there
   *     is something to say about the first
   */
  public <T> Future<T> read(
      RoutingContext ctx,
      TenantId tenant,
      UUID userId,
      BiFunction<SqlConnection, String, Future<T>> work) {
    return read(tenant, userId, work)
        .map(
            answer -> {
              complete(ctx.response(), answer.freshness());
              return answer.state();
            });
  }

  /**
   * Reads. What the freshness says is read first.
   *
   * @param work as above
   */
  public <T> Future<PatronState<T>> read(
      TenantId tenant, UUID userId, BiFunction<SqlConnection, String, Future<T>> work) {
    // Before the patron's connection is taken: who holds one must never wait for another.
    return tenants
        .get(tenant, () -> ofTenant(tenant))
        .compose(
            ofTenant ->
                database.withConnection(
                    tenant,
                    (connection, schema) ->
                        new Reading<>(connection, schema, userId, ofTenant, work).atAGlance()));
  }

  private Future<TenantFreshness> ofTenant(TenantId tenant) {
    return subscriptions
        .get()
        .compose(
            statuses ->
                database
                    .withConnection(tenant, FreshnessTables::ofTenant)
                    .map(
                        found ->
                            new TenantFreshness(
                                found.unassigned(),
                                found.missing(),
                                found.problems() + problems(statuses))));
  }

  private static long problems(List<SubscriptionStatus> statuses) {
    return statuses.stream().mapToLong(status -> status.problems().size()).sum();
  }

  private static void complete(HttpServerResponse response, Freshness freshness) {
    response.putHeader(HEADER, freshness.header());
  }

  /** One answer's statements. */
  private record Reading<T>(
      SqlConnection connection,
      String schema,
      UUID userId,
      TenantFreshness ofTenant,
      BiFunction<SqlConnection, String, Future<T>> work) {

    // Both are sent at once.
    Future<PatronState<T>> atAGlance() {
      Future<Optional<Freshness>> glance =
          FreshnessTables.atAGlance(connection, schema, userId, ofTenant);
      Future<T> state = work.apply(connection, schema);
      return Future.all(glance, state)
          .compose(
              both ->
                  glance
                      .result()
                      .map(
                          known -> Future.succeededFuture(new PatronState<>(known, state.result())))
                      .orElseGet(this::inDetail));
    }

    // The state is read again, for it must not be older than what is said about it.
    private Future<PatronState<T>> inDetail() {
      Future<Freshness> freshness = FreshnessTables.inDetail(connection, schema, userId, ofTenant);
      Future<T> state = work.apply(connection, schema);
      return Future.all(freshness, state)
          .map(both -> new PatronState<>(freshness.result(), state.result()));
    }
  }
}
