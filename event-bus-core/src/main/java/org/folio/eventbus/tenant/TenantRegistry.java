/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TenantInUseException;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.database.Notifications;
import org.folio.eventbus.database.SchemaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Knows which tenants have the module enabled, in this instance and in all others. The tenants'
 * schemas hold the state, and a notification announces each change.
 */
public final class TenantRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(TenantRegistry.class);

  private static final String EXISTS = "SELECT to_regclass($1) IS NOT NULL AS found";

  // For announcements that do not arrive, because their connection is lost and none can be made. A
  // revocation must be effective within five seconds.
  private static final Duration SLOW_POLL = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Context context;
  private final ModuleDatabase database;
  private final ModuleSchema module;
  private final Descriptor own;
  private final SchemaMigration migration;
  private final Function<Set<TenantId>, Future<Void>> changed;
  private Set<TenantId> enabled = Set.of();
  private Map<TenantId, String> others = Map.of();
  private Future<Void> running = Future.succeededFuture();
  private @Nullable String failure = "the enabled tenants have not been read yet";
  private long timer = -1;

  /**
   * Reads nothing before {@link #start}.
   *
   * @param own the module's descriptor that this instance serves
   * @param changed called on the context with all enabled tenants after each change; the next call
   *     waits for its future
   */
  public TenantRegistry(
      Vertx vertx,
      Context context,
      ModuleDatabase database,
      ModuleSchema module,
      Descriptor own,
      SchemaMigration migration,
      Function<Set<TenantId>, Future<Void>> changed) {
    this.vertx = vertx;
    this.context = context;
    this.database = database;
    this.module = module;
    this.own = own;
    this.migration = migration;
    this.changed = changed;
  }

  /** Starts listening and checking. */
  public void start(Notifications notifications) {
    notifications.listen(TenantTable.CHANNEL, schema -> refresh(), this::refresh);
    timer = vertx.setPeriodic(SLOW_POLL.toMillis(), look -> context.runOnContext(on -> refresh()));
  }

  /** Stops checking. */
  public void close() {
    vertx.cancelTimer(timer);
  }

  /** Why the enabled tenants are not known, or null if they are. Call on the context. */
  public @Nullable String failure() {
    return failure;
  }

  /** Whether this descriptor of the module works for the tenant, according to the database. */
  public Future<Boolean> isEnabled(TenantId tenant) {
    return TenantTable.isEnabled(database.pool(), module.of(tenant), own);
  }

  /**
   * Creates or migrates the tenant's schema and marks the tenant as enabled.
   *
   * @param daily tables that get their partitions of today and of the next days
   * @param last the last step before the mark; if it fails, the schema stays, and the platform's
   *     entitlement or another call may still enable the tenant
   */
  public Future<Void> enable(TenantId tenant, Set<String> daily, Supplier<Future<Void>> last) {
    String schema = module.of(tenant);
    return vertx
        .executeBlocking(
            () -> {
              migration.migrate(schema);
              return null;
            },
            false)
        .compose(
            migrated -> {
              // Another process may have removed the schema since they were created.
              database.partitions().forget(schema);
              return Future.join(
                  daily.stream()
                      .map(table -> database.partitions().ensure(schema, table))
                      .toList());
            })
        .compose(ready -> TenantTable.prepare(database.pool(), schema, own))
        .compose(prepared -> last.get())
        .compose(done -> database.pool().withTransaction(tx -> TenantTable.enable(tx, schema, own)))
        .compose(set -> refreshNow())
        .onSuccess(done -> LOG.info("{} Tenant {} is enabled", LogCode.TENANT_ENABLED, tenant));
  }

  /** Marks the tenant as disabled; its data stays. Does nothing for a tenant without a schema. */
  public Future<Void> disable(TenantId tenant) {
    String schema = module.of(tenant);
    return ifExists(
            schema,
            () -> database.pool().withTransaction(tx -> TenantTable.mark(tx, schema, own, false)))
        .compose(set -> refreshNow())
        .onSuccess(done -> LOG.info("{} Tenant {} is disabled", LogCode.TENANT_DISABLED, tenant));
  }

  /**
   * The platform has revoked a descriptor for a tenant, or entitled the tenant for it again. An
   * entitlement resumes the work that a revocation has stopped; the first one calls the module too,
   * which creates the tenant's schema. Nothing changes for a tenant that works with another
   * descriptor, nor by an event that is older than the last one. Repeatable.
   *
   * @param event of any descriptor of the module, of this instance or of another
   */
  public Future<Void> entitled(Entitlement event) {
    String schema = module.of(event.tenant());
    return ifExists(
            schema,
            () -> database.pool().withTransaction(tx -> TenantTable.follow(tx, schema, event)))
        .onSuccess(
            changed -> {
              if (changed) {
                LOG.info(
                    "{} Tenant {} is {} {} by the platform",
                    event.entitled() ? LogCode.TENANT_ENABLED : LogCode.TENANT_DISABLED,
                    event.tenant(),
                    event.entitled() ? "entitled again for" : "no longer entitled for",
                    event.descriptor());
              }
            })
        .mapEmpty();
  }

  private Future<Boolean> ifExists(String schema, Supplier<Future<Boolean>> change) {
    return exists(schema).compose(exists -> exists ? change.get() : Future.succeededFuture(false));
  }

  /** Fails if another descriptor of the module works for the tenant and uses its data. */
  public Future<Void> requireOwn(TenantId tenant) {
    String schema = module.of(tenant);
    return exists(schema)
        .compose(
            exists ->
                exists
                    ? TenantTable.takenBy(database.pool(), schema, own)
                    : Future.succeededFuture(Optional.empty()))
        .compose(
            other ->
                other.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new TenantInUseException(
                            "Tenant %s has enabled %s, which uses the same data"
                                .formatted(tenant, other.get()))));
  }

  /** Disables the tenant and removes its schema with everything in it. */
  public Future<Void> purge(TenantId tenant) {
    String schema = module.of(tenant);
    return disable(tenant)
        .compose(
            disabled ->
                vertx.executeBlocking(
                    () -> {
                      migration.drop(schema);
                      return null;
                    },
                    false))
        .onSuccess(
            done -> {
              database.partitions().forget(schema);
              LOG.info("{} The data of tenant {} is removed", LogCode.TENANT_PURGED, tenant);
            })
        .mapEmpty();
  }

  private Future<Boolean> exists(String schema) {
    return database
        .pool()
        .preparedQuery(EXISTS)
        .execute(Tuple.of("\"" + schema + "\".event_tenant"))
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  private Future<Void> refreshNow() {
    return Future.future(
        promise -> context.runOnContext(run -> queueRefresh().onComplete(promise)));
  }

  private void refresh() {
    queueRefresh();
  }

  private Future<Void> queueRefresh() {
    running = running.otherwiseEmpty().compose(before -> read());
    return running;
  }

  // An instance whose mode was changed by its variable alone finds no tenant of its product.
  private void tellOthers(Map<TenantId, String> found) {
    if (!found.isEmpty() && !found.equals(others)) {
      // Where versions count, instances of several run for a while.
      LOG.atLevel(own.version().isPresent() ? Level.INFO : Level.WARN)
          .log(
              "{} This instance is {} and does not work for tenants that have enabled another"
                  + " product or version of the module: {}",
              LogCode.TENANT_OF_OTHER_PRODUCT,
              own,
              found);
    }
    others = found;
  }

  private Future<Void> read() {
    return TenantTable.enabled(database.pool(), module, own)
        .compose(
            found -> {
              Set<TenantId> mine = new LinkedHashSet<>();
              Map<TenantId, String> ofOthers = new LinkedHashMap<>();
              for (TenantTable.EnabledTenant one : found) {
                if (one.own()) {
                  mine.add(one.tenant());
                } else {
                  ofOthers.put(one.tenant(), one.descriptor());
                }
              }
              tellOthers(ofOthers);
              boolean news = failure != null || !mine.equals(enabled);
              failure = null;
              enabled = mine;
              return news ? changed.apply(mine) : Future.succeededFuture();
            })
        .onFailure(
            cause -> {
              if (failure == null) {
                LOG.warn(
                    "{} The enabled tenants cannot be read: {}. Tried again every {} s.",
                    LogCode.DATABASE_AWAY,
                    cause.getMessage(),
                    SLOW_POLL.toSeconds());
              }
              failure = String.valueOf(cause.getMessage());
            });
  }
}
