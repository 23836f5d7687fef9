/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.folio.eventbus.console.output.Text;

/**
 * What there is of the tenant's events now, over all modules that answered.
 *
 * @param inOutboxes committed and not yet sent
 * @param lagEvents sent and not yet finished by a subscription
 * @param lagSeconds age of the oldest of them in memory
 * @param applied applied since the processes started
 * @param parkedKeys keys that stand still
 * @param gaps ranges of missing sequences
 * @param notCounted modules that did not tell everything
 */
public record Counters(
    long inOutboxes,
    long lagEvents,
    double lagSeconds,
    long applied,
    long parkedKeys,
    long gaps,
    List<String> notCounted) {

  /**
   * Counts. Instances share tables; each tells the lag of its own partitions.
   *
   * @param facts of each instance
   * @param modules of one instance of each module, by its name
   */
  static Counters of(List<ModuleFacts> facts, Map<String, ModuleFacts> modules) {
    return new Counters(
        sum(modules.values(), one -> one.body(ModuleFacts.OUTBOX).path("events").asLong()),
        sum(facts, one -> ofSubscriptions(one, "lagEvents")),
        facts.stream()
            .flatMap(one -> subscriptions(one).findValues("lagSeconds").stream())
            .mapToDouble(JsonNode::asDouble)
            .max()
            .orElse(0),
        sum(facts, one -> ofSubscriptions(one, "applied")),
        sum(modules.values(), one -> total(one.body(ModuleFacts.CAUSES).findValues("keys"))),
        sum(modules.values(), one -> one.body(ModuleFacts.GAPS).path("totalRecords").asLong()),
        modules.entrySet().stream()
            .filter(one -> !one.getValue().tellsTables())
            .map(Map.Entry::getKey)
            .toList());
  }

  private static JsonNode subscriptions(ModuleFacts one) {
    return one.body(ModuleFacts.SUBSCRIPTIONS).path("subscriptions");
  }

  private static long ofSubscriptions(ModuleFacts one, String member) {
    return total(subscriptions(one).findValues(member));
  }

  private static long total(List<JsonNode> numbers) {
    return numbers.stream().mapToLong(JsonNode::asLong).sum();
  }

  private static long sum(Collection<ModuleFacts> facts, ToLongFunction<ModuleFacts> counted) {
    return facts.stream().mapToLong(counted).sum();
  }

  /** One sentence. */
  String sentence() {
    return "%s in outboxes; %s behind by %s s; %s parked; %s; %s applied since the modules started%s."
        .formatted(
            Text.count(inOutboxes, "event"),
            Text.count(lagEvents, "event"),
            lagSeconds,
            Text.count(parkedKeys, "key"),
            Text.count(gaps, "gap"),
            Text.count(applied, "event"),
            notCounted.isEmpty() ? "" : "; not counted: " + String.join(", ", notCounted));
  }
}
