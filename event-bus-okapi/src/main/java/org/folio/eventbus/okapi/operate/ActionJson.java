/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.folio.eventbus.admin.Canary;
import org.folio.eventbus.admin.SeenCanary;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.parked.ParkedCause;
import org.folio.eventbus.admin.parked.ParkedEvent;
import org.folio.eventbus.admin.parked.ParkedKey;
import org.folio.eventbus.admin.parked.Release;

/** Answers of {@link ParkedRoutes} and {@link StreamRoutes}. */
final class ActionJson {

  private ActionJson() {}

  static JsonObject of(ActionResult result) {
    JsonObject json =
        new JsonObject()
            .put("action", result.action().name())
            .put("dryRun", result.outcome() == ActionOutcome.DRY_RUN)
            .put("outcome", result.outcome().name())
            .put("explanation", result.explanation())
            .put("before", result.before())
            .put("after", result.after());
    return result.operation() == null ? json : json.put("operation", result.operation());
  }

  static JsonObject of(Release release) {
    JsonObject json =
        of(release.result())
            .put("released", release.released().released())
            .put("remaining", release.released().remaining())
            .put("cause", release.released().cause());
    if (release.last() != null) {
      json.put("last", release.last());
    }
    return release.next() == null ? json : json.put("next", release.next());
  }

  static JsonObject of(ParkedKey key) {
    return new JsonObject()
        .put("subscription", key.subscription())
        .put("stream", key.stream())
        .put("key", key.key())
        .put("events", key.events())
        .put("firstSequence", key.firstSequence())
        .put("since", key.since().toString())
        .put("eventId", key.eventId() == null ? null : key.eventId().toString())
        .put("type", key.type())
        .put("cause", key.cause())
        .put("unreadable", key.unreadable());
  }

  static JsonObject of(ParkedCause cause) {
    return new JsonObject()
        .put("subscription", cause.subscription())
        .put("cause", cause.cause())
        .put("keys", cause.keys())
        .put("events", cause.events())
        .put("since", cause.since().toString())
        .put("latest", cause.latest().toString())
        .put(
            "example",
            new JsonObject()
                .put("stream", cause.key().stream())
                .put("key", cause.key().key())
                .put("eventId", cause.eventId() == null ? null : cause.eventId().toString())
                .put("type", cause.type()));
  }

  static JsonObject of(ParkedEvent event) {
    return new JsonObject()
        .put("eventId", event.eventId() == null ? null : event.eventId().toString())
        .put("sequence", event.sequence())
        .put("type", event.type())
        .put("state", event.state().name())
        .put("cause", event.cause())
        .put("since", event.since().toString())
        .put("topic", event.topic())
        .put("partition", event.partition())
        .put("offset", event.offset())
        .put("payload", event.payload())
        .put("edited", event.edited());
  }

  static JsonObject of(SeenCanary seen) {
    JsonObject json =
        new JsonObject().put("subscription", seen.subscription()).put("stream", seen.stream());
    Duration lateness = seen.lateness();
    if (seen.id() == null || seen.receivedAt() == null || lateness == null) {
      return json;
    }
    return json.put("eventId", seen.id().toString())
        .put("sequence", seen.sequence())
        .put("publishedAt", Canary.publishedAt(seen.id()).toString())
        .put("receivedAt", seen.receivedAt().toString())
        .put("latenessMillis", lateness.toMillis())
        .put("ageSeconds", seen.age() == null ? null : seen.age().toSeconds());
  }
}
