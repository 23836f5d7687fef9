/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LoanEvent;

/** Publishes events as mod-circulation does. Safe for use by several threads. */
public final class CirculationClient {

  private static final Duration REPEAT_LIMIT = Duration.ofSeconds(30);

  private final ModuleHttp http;

  /**
   * A client.
   *
   * @param module the adapter's own address, or Okapi's
   */
  public CirculationClient(URI module, URI okapi) {
    http = new ModuleHttp(module, okapi);
  }

  /**
   * Publishes events in one transaction; returns when they are committed. Retries while the adapter
   * or its database is down; the ids make that safe.
   *
   * @param events at most 1,000
   * @throws IllegalStateException if they are rejected, or not accepted within half a minute
   */
  public void publish(List<LoanEvent> events) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    events.forEach(event -> body.add(event.json()));
    Await.until("mod-circulation-adapter to take events", REPEAT_LIMIT, () -> taken(body));
  }

  /** Publishes one event. */
  public void publish(LoanEvent event) {
    publish(List.of(event));
  }

  /** The witness's findings about a loan, newest first. */
  public List<WitnessFinding> findings(UUID loan) {
    JsonNode found =
        http.get("/circulation-events/witness/findings?loanId=" + loan).expect(200).json();
    return StreamSupport.stream(found.path("findings").spliterator(), false)
        .map(WitnessFinding::of)
        .toList();
  }

  private boolean taken(ArrayNode body) {
    try {
      ModuleHttp.Reply reply = http.post("/circulation-events", body);
      if (reply.is(503)) {
        return false;
      }
      reply.expect(201);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
