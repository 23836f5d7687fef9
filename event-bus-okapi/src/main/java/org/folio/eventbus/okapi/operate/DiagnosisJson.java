/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.folio.eventbus.admin.action.OperationEntry;
import org.folio.eventbus.admin.diagnosis.Decision;
import org.folio.eventbus.admin.diagnosis.EventLife;
import org.folio.eventbus.admin.diagnosis.Handled;
import org.folio.eventbus.admin.diagnosis.Handling;
import org.folio.eventbus.admin.diagnosis.KeyLife;
import org.folio.eventbus.admin.diagnosis.OperationGroup;
import org.folio.eventbus.admin.diagnosis.SearchResult;
import org.folio.eventbus.admin.diagnosis.Searched;
import org.folio.eventbus.admin.diagnosis.StoredPublication;
import org.folio.eventbus.admin.diagnosis.TenantStanding;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.OpenGap;

/** Answers of {@link DiagnosisRoutes}. */
final class DiagnosisJson {

  private DiagnosisJson() {}

  static JsonObject of(String module, EventLife life) {
    JsonObject json =
        new JsonObject()
            .put("module", module)
            .put("eventId", life.eventId().toString())
            .put("keptDays", life.keptDays());
    json.put("tenant", of(life.tenant()));
    if (life.place() != null) {
      json.put("stream", life.place().key().stream())
          .put("key", life.place().key().key())
          .put("sequence", life.place().sequence());
    }
    if (life.type() != null) {
      json.put("type", life.type());
    }
    if (life.explanation() != null) {
      json.put("explanation", life.explanation());
    }
    life.publicationVerdict().ifPresent(verdict -> json.put("verdict", verdict.name()));
    life.publication().ifPresent(found -> json.put("publication", of(found)));
    return json.put("subscriptions", array(life.handlings(), DiagnosisJson::of));
  }

  private static JsonObject of(TenantStanding tenant) {
    JsonObject json = new JsonObject().put("enabled", tenant.enabled());
    return tenant.since() == null ? json : json.put("since", tenant.since().toString());
  }

  static JsonObject of(String module, SearchResult found) {
    return new JsonObject()
        .put("module", module)
        .put("keptDays", found.keptDays())
        .put("tenant", of(found.tenant()))
        .put("events", array(found.events(), life -> of(module, life)))
        .put("missing", array(found.missing(), DiagnosisJson::of))
        .put("searched", array(found.searched(), DiagnosisJson::of))
        .put("complete", found.complete())
        .put("explanation", found.explanation())
        .put("totalRecords", found.events().size());
  }

  static JsonObject of(OperationGroup operation) {
    return new JsonObject()
        .put("id", operation.id().toString())
        .put("size", operation.size())
        .put("present", operation.present())
        .put("missing", new JsonArray(operation.missing()))
        .put("explanation", operation.explanation());
  }

  private static JsonObject of(Searched searched) {
    JsonObject json =
        new JsonObject()
            .put("table", searched.table())
            .put("by", searched.by())
            .put("complete", searched.complete());
    if (searched.from() != null) {
      json.put("from", searched.from().toString());
    }
    if (searched.to() != null) {
      json.put("to", searched.to().toString());
    }
    return searched.note() == null ? json : json.put("note", searched.note());
  }

  static JsonObject of(String module, KeyLife life) {
    return new JsonObject()
        .put("module", module)
        .put("stream", life.key().stream())
        .put("key", life.key().key())
        .put("given", life.given())
        .put("publications", array(life.publications(), DiagnosisJson::of))
        .put("subscriptions", array(life.subscriptions(), DiagnosisJson::of))
        .put("receipts", array(life.receipts(), DiagnosisJson::of))
        .put("parked", array(life.parked(), DiagnosisJson::of))
        .put("decisions", array(life.decisions(), DiagnosisJson::of))
        .put("complete", life.complete());
  }

  private static JsonObject of(StoredPublication publication) {
    JsonObject json =
        new JsonObject()
            .put("verdict", publication.verdict().name())
            .put("eventId", publication.eventId().toString())
            .put("type", publication.type())
            .put("stream", publication.key().stream())
            .put("key", publication.key().key())
            .put("sequence", publication.sequence())
            .put("occurredAt", publication.occurredAt().toString())
            .put("storedAt", publication.storedAt().toString());
    StoredPublication.Place place = publication.place();
    if (place != null) {
      json.put("topic", place.topic())
          .put("partition", place.partition())
          .put("offset", place.offset())
          .put("sentAt", place.at().toString());
    }
    if (publication.derivedFrom() != null) {
      json.put("derivedFrom", publication.derivedFrom());
    }
    if (publication.loanId() != null) {
      json.put("loanId", publication.loanId());
    }
    return publication.cause() == null ? json : json.put("cause", publication.cause());
  }

  private static JsonObject of(Handling handling) {
    JsonObject json =
        new JsonObject()
            .put("subscription", handling.subscription())
            .put("verdict", handling.verdict().name())
            .put("explanation", handling.explanation())
            .put("applied", handling.applied());
    if (handling.since() != null) {
      json.put("since", handling.since().toString());
    }
    if (!handling.awaited().isEmpty()) {
      json.put("awaited", array(handling.awaited(), DiagnosisJson::of));
    }
    return json.put("receipts", array(handling.receipts(), DiagnosisJson::of));
  }

  private static JsonObject of(Handled receipt) {
    return new JsonObject()
        .put("subscription", receipt.subscription())
        .put("eventId", receipt.eventId().toString())
        .put("type", receipt.type())
        .put("sequence", receipt.sequence())
        .put("outcome", receipt.outcome().name())
        .put("topic", receipt.topic())
        .put("partition", receipt.partition())
        .put("offset", receipt.offset())
        .put("instance", receipt.instance())
        .put("at", receipt.at().toString());
  }

  private static JsonObject of(KeyLife.Standing standing) {
    return new JsonObject()
        .put("subscription", standing.subscription())
        .put("applied", standing.applied())
        .put("parked", standing.parked())
        .put("openGaps", standing.openGaps())
        .put("awaited", array(standing.awaited(), DiagnosisJson::of));
  }

  private static JsonObject of(KeyLife.Parked parked) {
    JsonObject json =
        new JsonObject()
            .put("subscription", parked.subscription())
            .put("sequence", parked.sequence())
            .put("state", parked.state().name())
            .put("since", parked.since().toString());
    return parked.cause() == null ? json : json.put("cause", parked.cause());
  }

  private static JsonObject of(Decision decision) {
    JsonObject json =
        new JsonObject()
            .put("subscription", decision.subscription())
            .put("firstSequence", decision.range().first())
            .put("lastSequence", decision.range().last())
            .put("kind", decision.kind().name())
            .put("performedBy", decision.by())
            .put("reason", decision.why())
            .put("performedAt", decision.at().toString());
    return decision.cause() == null ? json : json.put("cause", decision.cause());
  }

  static JsonObject of(Awaited awaited) {
    return new JsonObject()
        .put("subscription", awaited.subscription())
        .put("stream", awaited.key().stream())
        .put("key", awaited.key().key())
        .put("firstSequence", awaited.range().first())
        .put("lastSequence", awaited.range().last())
        .put("since", awaited.since().toString())
        .put("holdSeconds", awaited.holdSeconds())
        .put("explanation", awaited.sentence());
  }

  static JsonObject of(OpenGap gap) {
    JsonObject json =
        new JsonObject()
            .put("subscription", gap.subscription())
            .put("stream", gap.key().stream())
            .put("key", gap.key().key())
            .put("firstSequence", gap.range().first())
            .put("lastSequence", gap.range().last())
            .put("noticedAt", gap.noticedAt().toString())
            .put("state", gap.state().name())
            .put("cause", gap.cause())
            .put("requests", gap.requests());
    return gap.requestedAt() == null ? json : json.put("requestedAt", gap.requestedAt().toString());
  }

  static JsonObject of(OperationEntry entry) {
    JsonObject json =
        new JsonObject()
            .put("id", entry.id())
            .put("action", entry.action())
            .put("subject", entry.subject())
            .put("reason", entry.reason())
            .put("performedBy", entry.performedBy())
            .put("outcome", entry.outcome())
            .put("performedAt", entry.performedAt().toString());
    if (entry.before() != null) {
      json.put("before", entry.before());
    }
    return entry.after() == null ? json : json.put("after", entry.after());
  }

  private static <T> JsonArray array(List<T> members, Function<T, JsonObject> json) {
    return new JsonArray(members.stream().map(json).toList());
  }
}
