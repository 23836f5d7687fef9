/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to reach the modules.
 *
 * @param okapi Okapi's address; empty if modules are asked directly
 * @param tenant the tenant of all requests
 * @param token secret; sent to Okapi, or to a module that calls Okapi with it, and shown nowhere
 * @param modules addresses of modules, by display name; a key that is an address itself means that
 *     the module is asked for its name
 * @param operator the id of the acting user, for modules that are asked directly; Okapi takes it
 *     from the token
 * @param adminToken secret; the {@code EVENT_ADMIN_TOKEN} of the modules, sent to their routes
 *     under {@code /event-bus} directly and through Okapi, and shown nowhere
 * @param through Okapi that modules use to ask others when they are asked directly; empty if a
 *     command must name it
 * @param timeout the time limit of an answer
 */
public record Connection(
    Optional<URI> okapi,
    String tenant,
    Optional<String> token,
    Map<String, URI> modules,
    Optional<String> operator,
    Optional<String> adminToken,
    Optional<URI> through,
    Duration timeout) {

  /** Whether any address uses https. */
  boolean encrypted() {
    return Stream.concat(okapi.stream(), modules.values().stream())
        .anyMatch(address -> "https".equalsIgnoreCase(address.getScheme()));
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "tenant %s at %s".formatted(tenant, okapi.map(URI::toString).orElse("" + modules));
  }
}
