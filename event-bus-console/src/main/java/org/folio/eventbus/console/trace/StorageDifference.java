/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import org.folio.eventbus.console.output.Text;

/**
 * A patron's record in storage that no event has reported.
 *
 * @param module the module that compared both
 * @param kind for example {@code LOAN_MISSING}
 * @param recordId the loan, or the fee or fine
 * @param cause for example {@code NOT_ARRIVED}
 */
public record StorageDifference(
    String module, String kind, String recordId, String cause, String evidence) {

  /** The cause of a change so recent that its event may still arrive. */
  public static final String LATE = "LATE";

  static StorageDifference of(String module, JsonNode difference) {
    return new StorageDifference(
        module,
        Text.of(difference, "kind"),
        Text.of(difference, "recordId"),
        Text.of(difference, "cause"),
        Text.of(difference, "evidence"));
  }

  /** Whether the change is so recent that its event may still arrive. */
  @JsonIgnore
  boolean late() {
    return cause.equals(LATE);
  }

  String sentence() {
    return "Storage disagrees with the count of %s: %s of %s, %s (%s)."
        .formatted(module, kind, recordId, cause, evidence);
  }
}
