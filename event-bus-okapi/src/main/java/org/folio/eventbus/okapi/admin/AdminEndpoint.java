/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.admin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A method on a path of interface {@code event-bus-admin}, and the permission that Okapi asks for.
 * Every module's descriptor says the same; the build compares them.
 *
 * @param path with variables in braces
 */
public record AdminEndpoint(String method, String path, String permission) {

  /** All of the interface. */
  public static final List<AdminEndpoint> ALL =
      List.of(
          get("/event-bus/subscriptions", "event-bus.subscriptions.collection.get"),
          get("/event-bus/outbox", "event-bus.outbox.item.get"),
          get("/event-bus/events", "event-bus.events.collection.get"),
          get("/event-bus/events/{id}", "event-bus.events.item.get"),
          get("/event-bus/keys", "event-bus.keys.item.get"),
          get("/event-bus/gaps", "event-bus.gaps.collection.get"),
          get("/event-bus/operations", "event-bus.operations.collection.get"),
          get("/event-bus/parked", "event-bus.parked.collection.get"),
          get("/event-bus/parked/causes", "event-bus.parked-causes.collection.get"),
          get("/event-bus/parked/events", "event-bus.parked-events.collection.get"),
          get("/event-bus/topics", "event-bus.topics.collection.get"),
          get("/event-bus/canary", "event-bus.canary.collection.get"),
          post("/event-bus/parked/release", "event-bus.parked.release.post"),
          post("/event-bus/parked/retry", "event-bus.parked.retry.post"),
          post("/event-bus/parked/discard", "event-bus.parked.discard.post"),
          post("/event-bus/gaps/skip", "event-bus.gaps.skip.post"),
          post("/event-bus/subscriptions/{id}/replay", "event-bus.subscriptions.replay.post"),
          post("/event-bus/subscriptions/{id}/reset", "event-bus.subscriptions.reset.post"),
          post("/event-bus/republish", "event-bus.republish.post"),
          post("/event-bus/canary", "event-bus.canary.post"));

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  private static AdminEndpoint get(String path, String permission) {
    return new AdminEndpoint("GET", path, permission);
  }

  private static AdminEndpoint post(String path, String permission) {
    return new AdminEndpoint("POST", path, permission);
  }

  /** The permission for a request; empty if the interface does not have it. */
  static Optional<String> permission(String method, String requested) {
    return ALL.stream()
        .filter(endpoint -> endpoint.method.equals(method) && endpoint.fits(requested))
        .map(AdminEndpoint::permission)
        .findFirst();
  }

  private boolean fits(String requested) {
    return requested.matches(VARIABLE.matcher(path).replaceAll("[^/]+"));
  }
}
