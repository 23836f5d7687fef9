/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge of all modules about an event.
 *
 * @param type null, like the position, if no module knows it
 * @param key masked unless the question contained it or everything is revealed
 * @param loanId the loan in the payload; null if there is none, or no module has the payload
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TracedEvent(
    String eventId,
    @Nullable String type,
    @Nullable String stream,
    @Nullable String key,
    @Nullable Long sequence,
    @Nullable String loanId,
    List<ModulePublication> publications,
    List<SubscriptionVerdict> subscriptions) {

  /** The stream whose keys are patrons. */
  static final String PATRONS = "circulation.loan-events";

  /** Merges the modules' answers to the event's id. */
  static TracedEvent of(String eventId, List<ModuleLife> lives) {
    List<ModulePublication> publications = new ArrayList<>();
    List<SubscriptionVerdict> subscriptions = new ArrayList<>();
    for (ModuleLife life : lives) {
      if (life.json().has("verdict")) {
        publications.add(ModulePublication.of(life.module(), life.json()));
      }
      life.json()
          .path("subscriptions")
          .forEach(one -> subscriptions.add(SubscriptionVerdict.of(life.module(), one)));
    }
    JsonNode sequence = first(lives, "sequence").orElse(null);
    return new TracedEvent(
        eventId,
        first(lives, "type").map(JsonNode::asText).orElse(typeOfReceipt(subscriptions)),
        first(lives, "stream").map(JsonNode::asText).orElse(null),
        first(lives, "key").map(JsonNode::asText).orElse(null),
        sequence == null ? null : sequence.asLong(),
        lives.stream()
            .map(life -> ModulePublication.optional(life.json().path("publication"), "loanId"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        publications,
        subscriptions);
  }

  /** The same, with other verdicts. */
  TracedEvent with(List<SubscriptionVerdict> verdicts) {
    return new TracedEvent(eventId, type, stream, key, sequence, loanId, publications, verdicts);
  }

  private static Optional<JsonNode> first(List<ModuleLife> lives, String member) {
    return lives.stream()
        .map(life -> life.json().path(member))
        .filter(JsonNode::isValueNode)
        .findFirst();
  }

  private static @Nullable String typeOfReceipt(List<SubscriptionVerdict> subscriptions) {
    return subscriptions.stream()
        .map(one -> Text.of(one.receipts().path(0), "type"))
        .filter(type -> !type.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** The module that has published it. */
  @JsonIgnore
  Optional<ModulePublication> publication() {
    return publications.stream().filter(ModulePublication::known).findFirst();
  }

  /** Whether it is an event of the patron; its key may be masked. */
  @JsonIgnore
  boolean isOf(String patron) {
    return patron.equals(key) || Text.masked(patron).equals(key);
  }

  /** Type and sequence, or the id. */
  String label() {
    return type == null ? eventId : sequence == null ? type : type + " " + sequence;
  }

  /** For a sentence. */
  String subject() {
    return key == null
        ? "Event " + eventId
        : "%s%s of %s %s"
            .formatted(
                type == null ? "Event " : "",
                label(),
                PATRONS.equals(stream)
                    ? "patron"
                    : AccountEvents.STREAM.equals(stream) ? "account" : "key",
                key);
  }

  /** The time of its first known moment, for the order of events; empty text if it is not known. */
  @JsonIgnore
  String begin() {
    List<Moment> moments = timeline();
    return moments.isEmpty() ? "" : Text.time(Instant.parse(moments.get(0).at()));
  }

  /** Its history, oldest first. */
  @JsonProperty("timeline")
  List<Moment> timeline() {
    List<Moment> moments = new ArrayList<>();
    for (ModulePublication one : publications) {
      if (one.committedAt() != null) {
        add(
            moments,
            one.committedAt(),
            one.module(),
            "committed",
            "event " + eventId + " to the outbox");
      }
      if (one.sentAt() != null) {
        add(
            moments,
            firstOf(one.sentAt()),
            one.module(),
            one.verdict(),
            place(one.topic(), one.partition(), one.offset()));
      }
    }
    for (SubscriptionVerdict one : subscriptions) {
      for (JsonNode receipt : one.receipts()) {
        add(
            moments,
            Text.of(receipt, "at"),
            one.module(),
            Text.of(receipt, "outcome"),
            "receipt of %s by %s for %s"
                .formatted(
                    one.subscription(),
                    Text.of(receipt, "instance"),
                    place(
                        Text.of(receipt, "topic"),
                        receipt.path("partition").asInt(),
                        receipt.path("offset").asLong())));
      }
      if (one.receipts().isEmpty() && one.since() != null) {
        add(moments, one.since(), one.module(), one.verdict(), one.subscription());
      }
    }
    moments.sort(Comparator.comparing(moment -> Instant.parse(moment.at())));
    return moments;
  }

  // The journal stores the time of sending after the acknowledgement; a fast subscription has
  // applied the event by then.
  private String firstOf(String sentAt) {
    return Stream.concat(
            Stream.of(sentAt),
            subscriptions.stream()
                .flatMap(one -> StreamSupport.stream(one.receipts().spliterator(), false))
                .map(receipt -> Text.of(receipt, "at")))
        .min(Comparator.comparing(Instant::parse))
        .orElse(sentAt);
  }

  private void add(List<Moment> moments, String at, String module, String what, String evidence) {
    moments.add(new Moment(at, label(), module, what, evidence));
  }

  private static String place(
      @Nullable String topic, @Nullable Integer partition, @Nullable Long offset) {
    return "%s partition %s offset %s".formatted(topic, partition, offset);
  }
}
