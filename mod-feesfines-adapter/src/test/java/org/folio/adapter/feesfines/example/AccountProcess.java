/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines.example;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.ChildJvm;

/**
 * The process of a module that changes several accounts concurrently until it is killed. With the
 * argument {@value #RELAY} it only relays; with {@value #BETWEEN} it stops within a transaction,
 * after storing the account and before publishing its events.
 */
final class AccountProcess {

  static final String WRITE = "write";
  static final String RELAY = "relay";
  static final String BETWEEN = "between";
  static final String STANDING = "stored, and nothing published";

  static final int ACCOUNTS = 6;

  private static final TenantId DIKU = new TenantId("diku");

  // Enough that some wait for the lock of an account.
  private static final int WRITERS = 4;
  private static final int ONE_IN_WITHDRAWN = 5;
  private static final String OPEN =
      "INSERT INTO \"%s\".accounts (id, jsonb) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
  private static final String LOCK = "SELECT jsonb FROM \"%s\".accounts WHERE id = $1 FOR UPDATE";

  private final AccountStore store;
  private final Random random = new Random();

  private AccountProcess(AccountStore store) {
    this.store = store;
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.exitWithParent();
    Vertx vertx = Vertx.vertx();
    AccountStore store = new AccountStore(vertx, System.getenv());
    store.start(DIKU).await(1, TimeUnit.MINUTES);
    AccountProcess process = new AccountProcess(store);
    switch (arguments[0]) {
      case WRITE -> {
        for (int i = 0; i < WRITERS; i++) {
          process.writeOn();
        }
      }
      case BETWEEN -> process.stopBetween();
      default -> System.out.println(RELAY);
    }
  }

  private void writeOn() {
    write()
        .onComplete(
            result -> {
              if (result.failed() && !(result.cause() instanceof Withdrawn)) {
                System.out.println("A change failed: " + result.cause());
              }
              writeOn();
            });
  }

  private Future<Void> write() {
    boolean withdrawn = random.nextInt(ONE_IN_WITHDRAWN) == 0;
    JsonObject account = Account.numbered(random.nextInt(ACCOUNTS));
    return store
        .bus()
        .pool()
        .withTransaction(
            tx ->
                locked(tx, account)
                    .compose(
                        now ->
                            store.save(
                                tx,
                                DIKU,
                                withdrawn ? Account.withdrawn(now) : Account.changed(now)))
                    .compose(
                        published ->
                            withdrawn
                                ? Future.failedFuture(new Withdrawn())
                                : Future.succeededFuture()));
  }

  private void stopBetween() {
    store
        .bus()
        .pool()
        .withTransaction(
            tx ->
                locked(tx, Account.numbered(0))
                    .compose(now -> store.store(tx, DIKU, Account.changed(now)))
                    .compose(
                        stored -> {
                          System.out.println(STANDING);
                          return Promise.<Void>promise().future();
                        }));
  }

  // A missing row cannot be locked, so it is inserted first.
  private Future<JsonObject> locked(SqlConnection tx, JsonObject fresh) {
    String schema = store.bus().schema().of(DIKU);
    UUID id = UUID.fromString(fresh.getString("id"));
    return tx.preparedQuery(OPEN.formatted(schema))
        .execute(Tuple.of(id, fresh))
        .compose(open -> tx.preparedQuery(LOCK.formatted(schema)).execute(Tuple.of(id)))
        .map(rows -> rows.iterator().next().getJsonObject("jsonb"));
  }

  private static final class Withdrawn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Withdrawn() {
      super("rolled back on purpose", null, false, false);
    }
  }
}
