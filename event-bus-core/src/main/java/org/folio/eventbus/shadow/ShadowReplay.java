/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TransactionalHandler;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.admin.replay.Difference;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.admin.replay.Shadow;
import org.folio.eventbus.admin.replay.ShadowResult;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.reread.ShadowRun;

/**
 * Applies events again in a separate schema, which each run creates anew, and compares it with the
 * live one.
 */
public final class ShadowReplay implements Shadow {

  private static final String SUFFIX = "_shadow";

  // The mark identifies a schema as a shadow; no other schema is ever removed.
  private static final String MARK = "Shadow of the event bus, made anew by each shadow replay";

  // PostgreSQL manual, 4.1.1: longer names are cut.
  private static final int LONGEST_NAME = 63;

  // Ends with its session, even if the process is killed.
  private static final String LOCK =
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked";

  private static final String ONE_MOMENT =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

  private static final String KEYS_APART =
      """
      SELECT count(*) AS keys
        FROM "%1$s".event_cursor AS shadow
        LEFT JOIN "%2$s".event_cursor AS live USING (subscription, stream, key)
       WHERE shadow.subscription = $1
         AND shadow.last_sequence IS DISTINCT FROM live.last_sequence
      """;

  private final Context context;
  private final ModuleDatabase database;
  private final ModuleSchema module;
  private final SchemaMigration migration;
  private final ShadowRun events;

  /**
   * Replays in the database of a module.
   *
   * @param context the event loop of the handlers
   * @param migration creates a schema of the module
   */
  public ShadowReplay(Context context, BusContext bus, SchemaMigration migration) {
    this.context = context;
    this.database = bus.database();
    this.module = bus.module();
    this.migration = migration;
    this.events = new ShadowRun(context, bus);
  }

  @Override
  public Future<ShadowResult> replay(
      TenantId tenant,
      Subscription subscription,
      RecordSelection selection,
      List<Comparison> comparisons) {
    return run(
        tenant,
        subscription,
        confined -> events.fromKafka(confined, tenant, selection, shadow(tenant)),
        comparisons);
  }

  @Override
  public Future<ShadowResult> replay(
      TenantId tenant,
      Subscription subscription,
      ReplaySelection selection,
      List<Comparison> comparisons) {
    return run(
        tenant,
        subscription,
        confined -> events.fromJournal(confined, tenant, selection, shadow(tenant)),
        comparisons);
  }

  /** Removes the tenant's shadow, if there is one. */
  public Future<Void> remove(TenantId tenant) {
    return context
        .owner()
        .executeBlocking(
            () -> {
              migration.dropMarked(shadow(tenant), MARK);
              return null;
            },
            false);
  }

  private String shadow(TenantId tenant) {
    return module.of(tenant) + SUFFIX;
  }

  private Future<ShadowResult> run(
      TenantId tenant,
      Subscription subscription,
      Function<Subscription, Future<ShadowRun.Outcome>> apply,
      List<Comparison> comparisons) {
    String schema = shadow(tenant);
    if (schema.length() > LONGEST_NAME) {
      return refused(
          "The shadow schema %s would have a name of %s bytes; PostgreSQL takes %s. Use a shorter name of the module or of the tenant"
              .formatted(schema, schema.length(), LONGEST_NAME));
    }
    if (!(subscription.handler() instanceof TransactionalHandler handler)) {
      return refused(
          "Subscription %s has its effect outside of the database; only a TransactionalHandler can work in a shadow"
              .formatted(subscription.name()));
    }
    Subscription confined = subscription.handledBy(new ConfinedHandler(handler));
    return alone(
        schema,
        () ->
            made(schema)
                .compose(made -> onContext(() -> apply.apply(confined)))
                .compose(done -> compared(tenant, subscription, done, comparisons)));
  }

  private static Future<ShadowResult> refused(String sentence) {
    return Future.failedFuture(new IllegalArgumentException(sentence));
  }

  // A connection of the pool would be closed after a long idle time.
  private Future<ShadowResult> alone(String schema, Supplier<Future<ShadowResult>> work) {
    return PgConnection.connect(context.owner(), database.options())
        .compose(
            session ->
                session
                    .preparedQuery(LOCK)
                    .execute(Tuple.of("event-bus-shadow " + schema))
                    .compose(
                        rows ->
                            rows.iterator().next().getBoolean("locked")
                                ? work.get()
                                : Future.failedFuture(
                                    new IllegalStateException(
                                        "Another shadow replay works in %s; wait until it has ended"
                                            .formatted(schema))))
                    .eventually(session::close));
  }

  private Future<Void> made(String schema) {
    return context
        .owner()
        .executeBlocking(
            () -> {
              migration.remake(schema, MARK);
              database.partitions().forget(schema);
              return null;
            },
            false);
  }

  private Future<ShadowRun.Outcome> onContext(Supplier<Future<ShadowRun.Outcome>> work) {
    return Future.future(promise -> context.runOnContext(run -> work.get().onComplete(promise)));
  }

  private Future<ShadowResult> compared(
      TenantId tenant,
      Subscription subscription,
      ShadowRun.Outcome done,
      List<Comparison> comparisons) {
    String live = module.of(tenant);
    String schema = shadow(tenant);
    return database
        .pool()
        .withTransaction(
            tx ->
                tx.query(ONE_MOMENT)
                    .execute()
                    .compose(set -> keysApart(tx, live, schema, subscription))
                    .compose(
                        apart ->
                            differences(tx, live, schema, comparisons)
                                .map(
                                    found ->
                                        new ShadowResult(
                                            schema, done.result(), done.missing(), apart, found))));
  }

  private static Future<Long> keysApart(
      SqlConnection tx, String live, String schema, Subscription subscription) {
    return tx.preparedQuery(KEYS_APART.formatted(schema, live))
        .execute(Tuple.of(subscription.name()))
        .map(rows -> rows.iterator().next().getLong("keys"));
  }

  private static Future<List<Difference>> differences(
      SqlConnection tx, String live, String schema, List<Comparison> comparisons) {
    List<Difference> found = new ArrayList<>();
    Future<Void> compared = Future.succeededFuture();
    for (Comparison comparison : comparisons) {
      compared =
          compared.compose(
              before ->
                  RowComparison.run(tx, live, schema, comparison).onSuccess(found::add).mapEmpty());
    }
    return compared.map(found);
  }
}
