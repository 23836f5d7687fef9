/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription did with an event.
 *
 * @param since since when it waits, or when it was handled; null if it is not known
 * @param applied the last applied sequence of the key
 * @param receipts all receipts of it, oldest first, as the module returns them
 * @param awaited earlier sequences that it waits for and that are not yet reported as missing, as
 *     the module returns them
 * @param followers events of its key that are parked behind it, as the module returns them without
 *     payloads; empty unless it is parked and was asked for by its id
 * @param payload its payload as it is parked; null unless personal data are revealed
 * @param blocker the event that it waits behind; null if there is none, or it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscriptionVerdict(
    String module,
    String subscription,
    String verdict,
    String explanation,
    @Nullable String since,
    long applied,
    JsonNode receipts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) JsonNode awaited,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) JsonNode followers,
    @Nullable String payload,
    @Nullable Blocker blocker) {

  /** It cannot be applied. */
  static final String PARKED = "PARKED";

  /** It waits behind a parked event of its key. */
  static final String BEHIND = "BEHIND_PARKED";

  /** The subscription has not reached it. */
  static final String WAITING = "WAITING";

  /** It was handled so long ago that no evidence is left. */
  static final String EXPIRED = "EXPIRED";

  /** An operator has given it up. */
  static final String SKIPPED = "SKIPPED";

  private static final String REPEATED = "DUPLICATE_IGNORED";
  private static final String REPETITION = "DUPLICATE";

  private static final Set<String> DONE = Set.of("APPLIED", REPEATED);

  // Events that are not meant for the subscription, or so old that no evidence is left.
  private static final Set<String> NEITHER = Set.of("NOT_SUBSCRIBED", EXPIRED);

  static SubscriptionVerdict of(String module, JsonNode handling) {
    return new SubscriptionVerdict(
        module,
        Text.of(handling, "subscription"),
        Text.of(handling, "verdict"),
        Text.of(handling, "explanation"),
        ModulePublication.optional(handling, "since"),
        handling.path("applied").asLong(),
        handling.path("receipts"),
        handling.has("awaited") ? handling.path("awaited") : JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.arrayNode(),
        null,
        null);
  }

  /** The same, with the event that it waits behind. */
  SubscriptionVerdict behind(Blocker known) {
    return new SubscriptionVerdict(
        module,
        subscription,
        verdict,
        known.sentence(),
        since,
        applied,
        receipts,
        awaited,
        followers,
        payload,
        known);
  }

  /**
   * The same, with what is parked of its key.
   *
   * @param parked the parked events of the key, in order
   */
  SubscriptionVerdict with(String eventId, JsonNode parked) {
    ArrayNode behind = JsonNodeFactory.instance.arrayNode();
    String known = null;
    boolean passed = false;
    for (JsonNode one : parked) {
      if (Text.of(one, "eventId").equals(eventId)) {
        known = one.hasNonNull("payload") ? Text.of(one, "payload") : null;
        passed = true;
      } else if (passed) {
        ObjectNode follower = one.deepCopy();
        behind.add(follower.without("payload"));
      }
    }
    return new SubscriptionVerdict(
        module,
        subscription,
        verdict,
        explanation,
        since,
        applied,
        receipts,
        awaited,
        behind,
        known,
        blocker);
  }

  /** Whether it waits for missing events within the hold time. */
  @JsonIgnore
  boolean held() {
    return !awaited.isEmpty();
  }

  /** Whether the event has had its effect. */
  @JsonIgnore
  public boolean done() {
    return DONE.contains(verdict);
  }

  /** Whether the event should have an effect here and has none. */
  @JsonIgnore
  public boolean lacks() {
    return !done() && !NEITHER.contains(verdict);
  }

  /** Whether only a repetition is known. */
  @JsonIgnore
  boolean repeatedOnly() {
    return verdict.equals(REPEATED);
  }

  /** How often it was delivered again and ignored. */
  @JsonIgnore
  long repetitions() {
    long count = 0;
    for (JsonNode receipt : receipts) {
      count += Text.of(receipt, "outcome").equals(REPETITION) ? 1 : 0;
    }
    return count;
  }

  /** For a sentence. */
  @JsonIgnore
  String name() {
    return subscription + " of " + module;
  }
}
