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
 * Reads a patron's state for an answer, and writes the known gaps of that state into the answer's
 * header {@value #HEADER}, so that "no block" and "unknown" can be told apart.
 */
public final class PatronReader {

  /** The header of each answer about a patron; README.md of this module explains its members. */
  public static final String HEADER = "X-Event-Bus-Freshness";

  /** The header before anything was read, and so of each failure. */
  public static final String UNKNOWN = "state=unknown";

  /** Maximum age of the tenant's part, which costs more than the rest and rarely changes. */
  static final Duration TENANT_LIFETIME = Duration.ofSeconds(1);

  private static final int TENANTS = 1_000;

  private final TenantDatabase database;
  private final Supplier<Future<List<SubscriptionStatus>>> subscriptions;
  private final ExpiringCache<TenantId, TenantFreshness> tenants =
      new ExpiringCache<>(TENANT_LIFETIME, TENANTS);

  /**
   * Reads from the given tables.
   *
   * @param subscriptions the state of this process's subscriptions
   */
  public PatronReader(
      TenantDatabase database, Supplier<Future<List<SubscriptionStatus>>> subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  /** Declares that the answer concerns a patron; until the state is read, nothing is known. */
  public static void announce(RoutingContext ctx) {
    ctx.response().putHeader(HEADER, UNKNOWN);
  }

  /**
   * Reads, and completes the header. The header's content is read first: the state may be newer
   * than the header says, never older.
   *
   * @param work reads the patron's state on the given connection and schema; called twice if the
   *     first look shows gaps
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
    // Runs before the patron's connection is taken: the holder of one must never wait for another.
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

    // The state is read again, because it must not be older than its freshness.
    private Future<PatronState<T>> inDetail() {
      Future<Freshness> freshness = FreshnessTables.inDetail(connection, schema, userId, ofTenant);
      Future<T> state = work.apply(connection, schema);
      return Future.all(freshness, state)
          .map(both -> new PatronState<>(freshness.result(), state.result()));
    }
  }
}
