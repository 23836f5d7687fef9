/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import java.time.Instant;
import java.util.Optional;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.module.ModuleDirectory;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;

/** A person who is logged in. The token stays in this process. Safe for use by several threads. */
final class Visitor {

  // Modules are enabled rarely, and a question to Okapi before each page would double its time.
  private static final long MODULES_KNOWN_SECONDS = 30;

  private final String name;
  private final Connection connection;
  private final FolioLogin.@Nullable Tokens tokens;
  private @Nullable Modules modules;
  private Instant found = Instant.MIN;

  /**
   * A visitor.
   *
   * @param name shown on each page; empty if nobody had to log in
   * @param tokens of FOLIO; null if the connection has what modules need
   */
  Visitor(String name, Connection connection, FolioLogin.@Nullable Tokens tokens) {
    this.name = name;
    this.connection = connection;
    this.tokens = tokens;
  }

  String name() {
    return name;
  }

  String tenant() {
    return connection.tenant();
  }

  /** The tokens of FOLIO; empty if there are none. */
  Optional<FolioLogin.Tokens> tokens() {
    return Optional.ofNullable(tokens);
  }

  /**
   * The modules to ask. Blocks while they are looked for.
   *
   * @throws org.folio.eventbus.console.ConsoleException if none is found
   */
  synchronized Modules modules(Instant now) {
    Modules known = modules;
    if (known == null || found.plusSeconds(MODULES_KNOWN_SECONDS).isBefore(now)) {
      known = ModuleDirectory.find(connection);
      modules = known;
      found = now;
    }
    return known;
  }
}
