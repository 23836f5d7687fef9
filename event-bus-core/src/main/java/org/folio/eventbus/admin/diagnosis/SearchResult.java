/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.util.List;
import org.folio.eventbus.admin.key.OpenGap;

/**
 * The answer to a question for events.
 *
 * @param tenant whether the module works for the tenant
 * @param events what was found, newest first
 * @param missing what subscriptions miss of the key; empty if no key was asked for
 * @param searched what was looked at, one for each table
 * @param limitReached whether there is more than is shown
 * @param beyondKept whether the question reaches back to days that are not kept any more
 * @param keptDays journal and receipts of so many days are kept
 */
public record SearchResult(
    TenantStanding tenant,
    List<EventLife> events,
    List<OpenGap> missing,
    List<Searched> searched,
    boolean limitReached,
    boolean beyondKept,
    int keptDays) {

  /** Whether all was looked at, and all that was found is shown. */
  public boolean complete() {
    return !limitReached && searched.stream().allMatch(Searched::complete);
  }

  /** What the answer rests on and, if nothing was found, what that means and where to ask. */
  public String explanation() {
    if (tenant.equals(TenantStanding.NEVER)) {
      return TenantStanding.NEVER_ENABLED;
    }
    String disabled = tenant.enabled() ? "" : ". The tenant has disabled the module";
    if (!events.isEmpty()) {
      return "%s found%s%s"
          .formatted(
              events.size() == 1 ? "1 event was" : events.size() + " events were",
              limitReached ? "; there are more, narrow the question down or raise limit" : "",
              disabled);
    }
    if (complete() && beyondKept) {
      return "Nothing that fits is kept, but the question reaches back further than the %s days that journal and receipts are kept: what is older was forgotten, whatever became of it%s. With stream, key and sequence GET /event-bus/events/{id} tells whether a subscription is beyond it"
          .formatted(keptDays, disabled);
    }
    return complete()
        ? "Nothing that fits was published or dealt with here within %s days%s. If it should have been, ask the publishing module; events of other tenants are not looked at"
            .formatted(keptDays, disabled)
        : "Nothing that fits was found in what was searched, which is not all: see searched, and narrow the question down"
            + disabled;
  }
}
