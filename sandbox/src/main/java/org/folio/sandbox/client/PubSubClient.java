/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanEventKind;
import org.folio.sandbox.pubsub.UnmodifiedModule;

/**
 * Publishes as an unmodified mod-circulation does, and operates the bridge. Safe for use by several
 * threads.
 */
public final class PubSubClient {

  private static final String MODULE = "mod-circulation-24.5.1";
  private static final String MODE = "/pubsub-bridge/mode";
  private static final String MODE_NAME = "mode";

  private final URI okapi;
  private final ModuleHttp http;

  /** A client of whatever answers the API of mod-pubsub behind Okapi. */
  public PubSubClient(URI okapi) {
    this.okapi = okapi;
    http = new ModuleHttp(okapi, okapi);
  }

  /** Enables an unmodified module for the tenant, which makes it register. */
  public void enable(URI module) {
    new ModuleHttp(module, okapi)
        .post(
            "/_/tenant",
            JsonNodeFactory.instance.objectNode().put("module_to", UnmodifiedModule.ID))
        .expect(204);
  }

  /** Registers mod-circulation as the publisher of check-outs. */
  public void register() {
    ObjectNode type =
        JsonNodeFactory.instance
            .objectNode()
            .put("eventType", LoanEventKind.ITEM_CHECKED_OUT.name())
            .put("description", "Item was checked out")
            .put("eventTTL", 1)
            .put("signed", false);
    ObjectNode publisher = JsonNodeFactory.instance.objectNode().put("moduleId", MODULE);
    publisher.putArray("eventDescriptors").add(type);
    http.post("/pubsub/event-types?", type).expect(201);
    http.post("/pubsub/event-types/declare/publisher?", publisher).expect(201);
  }

  /**
   * Publishes events one after another, each under an id of its own.
   *
   * @throws IllegalStateException if one is not accepted: mod-circulation publishes once
   */
  public void publish(List<LoanEvent> events) {
    events.forEach(event -> http.post("/pubsub/publish?", body(event)).expect(204));
  }

  private static ObjectNode body(LoanEvent event) {
    JsonNode known = event.json();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", known.path("id").asText())
            .put("eventType", known.path("type").asText())
            .put("eventPayload", known.path("payload").toString());
    body.putObject("eventMetadata")
        .put("tenantId", Diku.TENANT)
        .put("eventTTL", 1)
        .put("publishedBy", MODULE);
    return body;
  }

  /** Which module delivers: {@code off}, {@code shadow} or {@code bridge}. */
  public String mode() {
    return http.get(MODE).expect(200).json().path(MODE_NAME).asText();
  }

  /** Changes the mode; holds from the next published event on. */
  public void mode(String mode) {
    http.put(MODE, JsonNodeFactory.instance.objectNode().put(MODE_NAME, mode)).expect(200);
  }
}
