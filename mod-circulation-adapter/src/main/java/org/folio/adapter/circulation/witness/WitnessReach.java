/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import java.time.Instant;
import org.folio.adapter.circulation.witness.round.TenantMarks;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an absence of findings.
 *
 * @param since changes of loans from then on are judged; null if none are
 * @param explanation why, in a sentence
 */
record WitnessReach(@Nullable Instant since, String explanation) {

  static WitnessReach of(WitnessSettings settings, TenantMarks marks) {
    if (!settings.watches()) {
      return new WitnessReach(null, "The witness is off (WITNESS)");
    }
    Instant records = marks.firstRecordAt();
    if (records == null) {
      return new WitnessReach(
          null,
          "The witness has received no loan from loan storage: no record has arrived on topic "
              + Witness.LOANS);
    }
    Instant judged = marks.judgedFrom(settings.mode());
    if (judged == null) {
      return new WitnessReach(
          null, "The witness begins with the first event that is published for the tenant");
    }
    Instant since = judged.isAfter(records) ? judged : records;
    return new WitnessReach(
        since,
        "Changes of loans since %s are compared with the published events, %s s after each change"
            .formatted(since, settings.patience().toSeconds()));
  }
}
