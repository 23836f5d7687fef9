/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/**
 * What the witness has found about a loan, of which no event was found.
 *
 * @param kind for example {@code NEVER_PUBLISHED}
 * @param noticedAt when the witness had given up waiting
 * @param derivedFrom storage's record that tells of the change
 * @param requestId of the staff action, for the publishing module's log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WitnessFinding(
    String module,
    String kind,
    String explanation,
    @Nullable String type,
    @Nullable String happenedAt,
    @Nullable String noticedAt,
    @Nullable String derivedFrom,
    @Nullable String requestId) {

  static WitnessFinding of(String module, JsonNode finding) {
    return new WitnessFinding(
        module,
        Text.of(finding, "kind"),
        Text.of(finding, "explanation"),
        ModulePublication.optional(finding, "type"),
        ModulePublication.optional(finding, "happenedAt"),
        ModulePublication.optional(finding, "noticedAt"),
        ModulePublication.optional(finding, "derivedFrom"),
        ModulePublication.optional(finding, "requestId"));
  }

  String sentence() {
    return "Storage knows better, as the witness of %s has found%s: %s %s%s%s."
        .formatted(
            module,
            noticedAt == null ? "" : " at " + Text.time(Instant.parse(noticedAt)),
            kind,
            type == null ? "" : type + ", ",
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
