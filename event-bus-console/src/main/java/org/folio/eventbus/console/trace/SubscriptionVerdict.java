/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription did with an event.
 *
 * @param since since when it waits, or when it was dealt with; null if that is not known
 * @param applied the last sequence of the key that was applied
 * @param receipts all that was done with it, oldest first, as the module tells them
 * @param awaited sequences before it that it waits for and that are not reported as missing yet, as
 *     the module tells them
 * @param blocker what it waits behind; null if it does not, or if that is not known
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
    @Nullable Blocker blocker) {

  /** It waits behind a parked event of its key. */
  static final String BEHIND = "BEHIND_PARKED";

  /** The subscription has not come so far. */
  static final String WAITING = "WAITING";

  /** It happened so long ago that nobody knows. */
  static final String EXPIRED = "EXPIRED";

  /** An operator has given it up. */
  static final String SKIPPED = "SKIPPED";

  private static final String REPEATED = "DUPLICATE_IGNORED";
  private static final String REPETITION = "DUPLICATE";

  private static final Set<String> DONE = Set.of("APPLIED", REPEATED);

  // What an event is not meant for, and what happened so long ago that nobody knows.
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
        null);
  }

  /** The same, knowing what the event waits behind. */
  SubscriptionVerdict behind(Blocker known) {
    return new SubscriptionVerdict(
        module, subscription, verdict, known.sentence(), since, applied, receipts, awaited, known);
  }

  /** Whether it waits for events that have not arrived, and its time is not over. */
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

  /** How often it came again and was ignored. */
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
