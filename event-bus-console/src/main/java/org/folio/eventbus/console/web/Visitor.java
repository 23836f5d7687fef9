/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.module.ModuleDirectory;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;

/** A person who is logged in. The token stays in this process. Safe for use by several threads. */
final class Visitor {

  // Modules are enabled rarely, and a question to Okapi before each page would double its time.
  private static final Duration MODULES_KNOWN = Duration.ofSeconds(30);
  // A page may take some time; its token must last until it is done.
  private static final Duration BEFORE_END = Duration.ofSeconds(60);

  private final String name;
  private final @Nullable FolioLogin folio;
  private Connection connection;
  private FolioLogin.@Nullable Tokens tokens;
  private @Nullable Modules modules;
  private Instant found = Instant.MIN;
  private volatile boolean gone;

  /**
   * Somebody for whom the connection has what modules need.
   *
   * @param name shown on each page; empty if nobody had to log in
   */
  Visitor(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
    this.folio = null;
  }

  /** A user of FOLIO. */
  Visitor(String name, Connection connection, FolioLogin folio, FolioLogin.Tokens tokens) {
    this.name = name;
    this.folio = folio;
    this.tokens = tokens;
    this.connection = with(connection, tokens);
  }

  String name() {
    return name;
  }

  /** From now on nothing is asked for them, also for pages that are open. */
  void leave() {
    gone = true;
  }

  /**
   * The modules to ask. Blocks while they are looked for, and while a token is renewed.
   *
   * @throws LoginEndedException if they must log in again
   * @throws org.folio.eventbus.console.ConsoleException if no module is found
   */
  synchronized Modules modules(Instant now) {
    renew(now);
    if (gone) {
      throw new LoginEndedException();
    }
    Modules known = modules;
    if (known == null || found.plus(MODULES_KNOWN).isBefore(now)) {
      known = ModuleDirectory.find(connection);
      modules = known;
      found = now;
    }
    return known;
  }

  private void renew(Instant now) {
    FolioLogin.Tokens old = tokens;
    if (folio == null || old == null || gone || old.expires().isAfter(now.plus(BEFORE_END))) {
      return;
    }
    Optional<FolioLogin.Tokens> fresh = folio.refresh(old);
    gone = fresh.isEmpty();
    tokens = fresh.orElse(null);
    fresh.ifPresent(one -> connection = with(connection, one));
    modules = null;
  }

  private static Connection with(Connection connection, FolioLogin.Tokens tokens) {
    return new Connection(
        connection.okapi(),
        connection.tenant(),
        Optional.of(tokens.access()),
        connection.modules(),
        connection.operator(),
        connection.adminToken(),
        connection.through(),
        connection.timeout());
  }
}
