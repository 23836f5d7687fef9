/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * The extent to which a module answered.
 *
 * @param answered whether it has answered
 * @param failure why it has not, else null
 * @param publishes whether it publishes events
 * @param tenantEnabled whether the tenant has it enabled; null if it did not answer
 * @param tenantSince since when that is so; null if the tenant has never enabled it
 * @param keptDays number of days for which it keeps evidence; null if it did not answer
 * @param complete whether it has searched everything relevant, and returned everything that it
 *     found
 * @param more whether more events match than it returned
 * @param searched the extent of its search, one sentence each
 * @param explanation its explanation of the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AskedModule(
    String module,
    boolean answered,
    @Nullable String failure,
    boolean publishes,
    @Nullable Boolean tenantEnabled,
    @Nullable String tenantSince,
    @Nullable Integer keptDays,
    boolean complete,
    boolean more,
    List<String> searched,
    @Nullable String explanation) {

  private static final String JOURNAL = "journal";
  private static final String RECEIPTS = "receipts";

  static AskedModule unanswered(ModuleAnswer answer) {
    return new AskedModule(
        answer.module().name(),
        false,
        answer.failure(),
        false,
        null,
        null,
        null,
        false,
        false,
        List.of(),
        null);
  }

  /** From the answer to an event's id. */
  static AskedModule byId(ModuleAnswer answer) {
    JsonNode life = answer.body();
    boolean publishes = life.has("verdict");
    return new AskedModule(
        answer.module().name(),
        true,
        null,
        publishes,
        life.path("tenant").path("enabled").asBoolean(),
        ModulePublication.optional(life.path("tenant"), "since"),
        life.path("keptDays").asInt(),
        true,
        false,
        List.of(
            (publishes ? "outbox, journal and receipts" : "receipts")
                + " by the event's id, parked events and gaps by its place"),
        ModulePublication.optional(life, "explanation"));
  }

  /**
   * From the answer to a search.
   *
   * @param othersHavePayload whether journals were searched for content that receipts do not hold
   */
  static AskedModule bySearch(ModuleAnswer answer, boolean othersHavePayload) {
    JsonNode body = answer.body();
    boolean all = true;
    boolean enough = true;
    for (JsonNode one : body.path("searched")) {
      boolean whole = one.path("complete").asBoolean();
      all &= whole;
      enough &= whole || othersHavePayload && Text.of(one, "table").equals(RECEIPTS);
    }
    boolean limitReached = all && !body.path("complete").asBoolean();
    return new AskedModule(
        answer.module().name(),
        true,
        null,
        publishes(body),
        body.path("tenant").path("enabled").asBoolean(),
        ModulePublication.optional(body.path("tenant"), "since"),
        body.path("keptDays").asInt(),
        enough && !limitReached,
        limitReached,
        searched(body.path("searched")),
        ModulePublication.optional(body, "explanation"));
  }

  /** From several questions to the same modules, the least complete answer of each. */
  static List<AskedModule> leastComplete(List<List<AskedModule>> questions) {
    Map<String, AskedModule> least = new LinkedHashMap<>();
    for (List<AskedModule> modules : questions) {
      for (AskedModule one : modules) {
        least.merge(one.module, one, (before, now) -> before.complete ? now : before);
      }
    }
    return List.copyOf(least.values());
  }

  /** Whether it has answered and could not search everything. */
  boolean partly() {
    return answered && !complete && !more;
  }

  private static boolean publishes(JsonNode body) {
    for (JsonNode one : body.path("searched")) {
      if (Text.of(one, "table").equals(JOURNAL)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> searched(JsonNode tables) {
    List<String> sentences = new ArrayList<>();
    for (JsonNode one : tables) {
      sentences.add(
          "%s %s%s%s%s"
              .formatted(
                  Text.of(one, "table"),
                  Text.of(one, "by"),
                  one.has("from") ? " from " + Text.time(one, "from") : "",
                  one.has("to") ? " to " + Text.time(one, "to") : "",
                  one.path("complete").asBoolean()
                      ? ", all of it"
                      : ", not all of it" + (one.has("note") ? ": " + Text.of(one, "note") : "")));
    }
    return sentences;
  }
}
