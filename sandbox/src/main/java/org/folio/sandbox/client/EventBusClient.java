/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.library.LoanEventKind;

/** Operates the bus of one module, as an administrator does. Safe for use by several threads. */
public final class EventBusClient {

  // Below the time limit of a request.
  private static final Duration JOB_WAIT = Duration.ofSeconds(25);

  private final ModuleHttp http;

  /** A client of the module at this address. */
  public EventBusClient(URI module, URI okapi) {
    http = new ModuleHttp(module, okapi);
  }

  /** Enables the module for the tenant; repeatable. */
  public void enable(AdapterModule module) {
    ModuleHttp.Reply reply =
        http.post(
            "/_/tenant", JsonNodeFactory.instance.objectNode().put("module_to", module.moduleId()));
    // A slow machine answers with a job first.
    if (reply.is(201)) {
      String job = "/_/tenant/" + reply.json().path("id").asText();
      JsonNode ended = http.get(job + "?wait=" + JOB_WAIT.toMillis()).expect(200).json();
      if (!ended.path("complete").asBoolean() || ended.has("error")) {
        throw new IllegalStateException(module.moduleId() + " was not enabled: " + ended);
      }
      return;
    }
    reply.expect(204);
  }

  /** Number of events that are committed and not on Kafka yet. */
  public long outboxEvents() {
    return http.get("/event-bus/outbox").expect(200).json().path("events").asLong();
  }

  /** The subscription that keeps the patrons' summaries. */
  public SubscriptionState patronSummary() {
    JsonNode subscriptions = http.get("/event-bus/subscriptions").expect(200).json();
    return StreamSupport.stream(subscriptions.path("subscriptions").spliterator(), false)
        .filter(subscription -> Diku.SUBSCRIPTION.equals(subscription.path("name").asText()))
        .findFirst()
        .map(SubscriptionState::of)
        .orElseThrow(
            () -> new IllegalStateException("No subscription patron-summary: " + subscriptions));
  }

  /** Searches events of a patron. */
  public FoundEvents search(UUID patron, LoanEventKind kind) {
    return FoundEvents.of(http.get(question(patron, kind)).expect(200).json());
  }

  /** Searches events of a patron with a loan. */
  public FoundEvents search(UUID patron, LoanEventKind kind, UUID loan) {
    return FoundEvents.of(http.get(question(patron, kind) + "&loan=" + loan).expect(200).json());
  }

  private static String question(UUID patron, LoanEventKind kind) {
    return "/event-bus/events?user=%s&type=%s".formatted(patron, kind);
  }

  /** Finds out where an event is, as far as the module is involved. */
  public EventVerdict verdict(String eventId) {
    return EventVerdict.of(http.get("/event-bus/events/" + eventId).expect(200).json());
  }

  /** The patrons with waiting events. */
  public List<ParkedPatron> parked() {
    JsonNode parked = http.get("/event-bus/parked").expect(200).json().path("parked");
    return StreamSupport.stream(parked.spliterator(), false).map(ParkedPatron::of).toList();
  }

  /**
   * Applies the waiting events of a patron.
   *
   * @return how many were applied
   */
  public int release(UUID patron, String reason) {
    return http.post(
            "/event-bus/parked/release",
            JsonNodeFactory.instance
                .objectNode()
                .put("subscription", Diku.SUBSCRIPTION)
                .put("stream", Diku.STREAM)
                .put("key", patron.toString())
                .put("reason", reason)
                .put("dryRun", false))
        .expect(200)
        .json()
        .path("released")
        .asInt();
  }
}
