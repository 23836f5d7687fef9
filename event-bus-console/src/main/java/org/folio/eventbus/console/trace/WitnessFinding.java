/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * The witness's finding about a loan.
 *
 * @param loanId the loan
 * @param kind for example {@code NEVER_PUBLISHED}
 * @param noticedAt when the witness stopped waiting
 * @param derivedFrom storage's record of the change
 * @param requestId of the staff action, for the publishing module's log
 * @param settled whether the event has arrived late, or another was published in its place
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WitnessFinding(
    String module,
    String kind,
    String explanation,
    @Nullable String loanId,
    @Nullable String type,
    @Nullable String happenedAt,
    @Nullable String noticedAt,
    @Nullable String derivedFrom,
    @Nullable String requestId,
    @JsonIgnore boolean settled) {

  // Findings except events without a change of a loan.
  private static final Set<String> LACKING =
      Set.of("NEVER_PUBLISHED", "DERIVED_BY_RULE", "AMBIGUOUS");

  static WitnessFinding of(String module, JsonNode finding) {
    return new WitnessFinding(
        module,
        Text.of(finding, "kind"),
        Text.of(finding, "explanation"),
        ModulePublication.optional(finding, "loanId"),
        ModulePublication.optional(finding, "type"),
        ModulePublication.optional(finding, "happenedAt"),
        ModulePublication.optional(finding, "noticedAt"),
        ModulePublication.optional(finding, "derivedFrom"),
        ModulePublication.optional(finding, "requestId"),
        finding.has("derivedEventId") || finding.has("eventId"));
  }

  /** Whether an event is missing now: it did not arrive, and none was published in its place. */
  boolean lacks() {
    return !settled && LACKING.contains(kind);
  }

  /** Whether it happened in the time of the question. */
  boolean isWithin(Map<String, String> question) {
    if (happenedAt == null) {
      return true;
    }
    Instant at = Instant.parse(happenedAt);
    String from = question.get("from");
    String to = question.get("to");
    return (from == null || !at.isBefore(Instant.parse(from)))
        && (to == null || at.isBefore(Instant.parse(to)));
  }

  String sentence() {
    return "Storage knows better, as the witness of %s has found%s: %s %s%s%s%s."
        .formatted(
            module,
            noticedAt == null ? "" : " at " + Text.time(Instant.parse(noticedAt)),
            kind,
            type == null ? "" : type + " ",
            loanId == null ? "" : "of loan " + loanId + ", ",
            explanation.replaceFirst("\\.$", ""),
            derivedFrom == null ? "" : " (storage's record " + derivedFrom + ")");
  }

  String advice() {
    return requestId == null
        ? "Look at mod-circulation's log at the time of the change, which did not publish its event"
        : "Look at mod-circulation's log for request %s, which did not publish its event"
            .formatted(requestId);
  }
}
