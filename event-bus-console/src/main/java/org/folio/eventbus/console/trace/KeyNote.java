/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.folio.eventbus.console.output.Text;

/**
 * Why sequences of a key are parked, or the decision about them.
 *
 * @param first the first sequence
 * @param last the last one
 * @param skippedFor the subscription for which an operator gave them up as missing; else empty
 */
record KeyNote(long first, long last, String sentence, String skippedFor) {

  /** The notes in an answer about a key, in the order of time per sequence. */
  static List<KeyNote> of(JsonNode answer) {
    List<KeyNote> notes = new ArrayList<>();
    answer.path("publications").forEach(one -> refused(one, notes));
    answer.path("parked").forEach(one -> parked(one, notes));
    // The answer lists the latest first.
    answer.path("decisions").forEach(one -> notes.add(0, decided(one)));
    return notes;
  }

  private static void refused(JsonNode publication, List<KeyNote> notes) {
    if (publication.has("cause")) {
      notes.add(
          of(publication, "is refused by brokers: %s.".formatted(Text.of(publication, "cause"))));
    }
  }

  private static void parked(JsonNode parked, List<KeyNote> notes) {
    if (parked.has("cause")) {
      notes.add(
          of(
              parked,
              "is parked by %s since %s: %s."
                  .formatted(
                      Text.of(parked, "subscription"),
                      Text.time(parked, "since"),
                      Text.of(parked, "cause"))));
    }
  }

  private static KeyNote of(JsonNode one, String sentence) {
    long sequence = one.path("sequence").asLong();
    return new KeyNote(sequence, sequence, sentence, "");
  }

  private static KeyNote decided(JsonNode decision) {
    return new KeyNote(
        decision.path("firstSequence").asLong(),
        decision.path("lastSequence").asLong(),
        "was %s for %s at %s by %s: %s.%s"
            .formatted(
                Text.of(decision, "kind").toLowerCase(Locale.ROOT),
                Text.of(decision, "subscription"),
                Text.time(decision, "performedAt"),
                Text.of(decision, "performedBy"),
                Text.of(decision, "reason"),
                decision.has("cause")
                    ? " The cause was: %s.".formatted(Text.of(decision, "cause"))
                    : ""),
        Text.of(decision, "kind").equals(SubscriptionVerdict.SKIPPED)
            ? Text.of(decision, "subscription")
            : "");
  }

  boolean isAbout(long sequence) {
    return first <= sequence && sequence <= last;
  }
}
