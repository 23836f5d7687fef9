/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.SystemUser;
import org.folio.eventbus.okapi.cache.CallersContext;
import org.jspecify.annotations.Nullable;

/**
 * The system user's token of each tenant: requested on demand, renewed before it expires, by one
 * login at a time. Kept in memory only. Safe for use by several threads; one object serves all
 * deliveries of a process.
 */
public final class SystemTokens {

  private final Optional<SystemUser> user;
  private final String address;
  private final Login login;
  private final LongSupplier nanoTime;
  private final Map<TenantId, Session> sessions = new ConcurrentHashMap<>();

  /**
   * Tokens of the system user, or none if the settings name no user.
   *
   * @throws java.util.NoSuchElementException if the settings have no address of Okapi
   */
  public SystemTokens(Vertx vertx, OkapiSettings okapi) {
    this(vertx, okapi, DeliveryPolicy.LOGIN, System::nanoTime);
  }

  SystemTokens(Vertx vertx, OkapiSettings okapi, OkapiTimeouts timeouts, LongSupplier nanoTime) {
    this.user = okapi.systemUser();
    this.address = okapi.url().orElseThrow();
    this.login = new Login(vertx, address, timeouts);
    this.nanoTime = nanoTime;
  }

  /**
   * A valid token.
   *
   * @return completes on the caller's context, with an empty token if there is no system user;
   *     fails with {@link ReceiverAwayException} if the login fails
   */
  Future<Optional<Token>> token(TenantId tenant) {
    return user.map(
            known ->
                // A shared login completes on the context of its first caller.
                CallersContext.of(
                    sessions
                        .computeIfAbsent(tenant, none -> new Session(tenant, known))
                        .token()
                        .map(Optional::of)))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  /**
   * The request headers of a call by the system user.
   *
   * @return fails with {@link ReceiverAwayException} if the login fails
   */
  public Future<OkapiRequest> request(TenantId tenant) {
    return token(tenant)
        .map(
            token ->
                new OkapiRequest(
                    tenant, address, token.map(Token::value).orElse(null), null, null));
  }

  /**
   * Reports a rejected token; the next call requests a new one, unless that has happened already.
   */
  void refused(TenantId tenant, Token token) {
    Session session = sessions.get(tenant);
    if (session != null) {
      session.refused(token);
    }
  }

  /** The login of one tenant. */
  private final class Session {
    private final TenantId tenant;
    private final SystemUser who;
    private @Nullable Token current;
    private @Nullable Future<Token> running;
    private @Nullable Throwable lastFailure;
    private long failedAt;

    Session(TenantId tenant, SystemUser who) {
      this.tenant = tenant;
      this.who = who;
    }

    synchronized Future<Token> token() {
      long now = nanoTime.getAsLong();
      if (current != null && current.isFresh(now)) {
        return Future.succeededFuture(current);
      }
      if (running != null) {
        return running;
      }
      if (lastFailure != null && now - failedAt < DeliveryPolicy.PROBE.toNanos()) {
        return current != null && current.isValid(now)
            ? Future.succeededFuture(current)
            : Future.failedFuture(lastFailure);
      }
      Promise<Token> renewed = Promise.promise();
      running = renewed.future();
      login
          .token(tenant, who, nanoTime)
          .onComplete(
              token -> renewed.complete(ended(token, null)),
              failure -> {
                Token still = ended(null, failure);
                if (still == null) {
                  renewed.fail(failure);
                } else {
                  renewed.complete(still);
                }
              });
      return renewed.future();
    }

    synchronized void refused(Token token) {
      if (token.equals(current)) {
        current = null;
      }
    }

    // If no new token can be obtained, the rest of the old token's lifetime is used.
    private synchronized @Nullable Token ended(@Nullable Token token, @Nullable Throwable failure) {
      running = null;
      lastFailure = failure;
      failedAt = nanoTime.getAsLong();
      if (token != null) {
        current = token;
      } else if (current != null && !current.isValid(nanoTime.getAsLong())) {
        current = null;
      }
      return current;
    }
  }
}
