/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.util.List;
import org.folio.eventbus.admin.key.OpenGap;

/**
 * The answer to a search for events.
 *
 * @param tenant whether the module works for the tenant
 * @param events the events found, newest first
 * @param missing sequences of the key that subscriptions miss; empty if the question names no key
 * @param searched the extent of the search, one entry for each table
 * @param limitReached whether more events match than are shown
 * @param beyondKept whether the question covers days that are no longer kept
 * @param keptDays number of days for which journal and receipts are kept
 */
public record SearchResult(
    TenantStanding tenant,
    List<EventLife> events,
    List<OpenGap> missing,
    List<Searched> searched,
    boolean limitReached,
    boolean beyondKept,
    int keptDays) {

  /** Whether the search covered everything and all events found are shown. */
  public boolean complete() {
    return !limitReached && searched.stream().allMatch(Searched::complete);
  }

  /** The evidence for the answer. If nothing was found, also what that means and where to ask. */
  public String explanation() {
    if (tenant.equals(TenantStanding.NEVER)) {
      return TenantStanding.NEVER_ENABLED;
    }
    String disabled = tenant.enabled() ? "" : ". The tenant has disabled the module";
    if (!events.isEmpty()) {
      return "%s found%s%s"
          .formatted(
              events.size() == 1 ? "1 event was" : events.size() + " events were",
              limitReached ? "; there are more: narrow the search or raise limit" : "",
              disabled);
    }
    if (complete() && beyondKept) {
      return "No matching event is kept, but the question reaches back further than the %s days for which journal and receipts are kept: older events are no longer known%s. With stream, key and sequence, GET /event-bus/events/{id} tells whether a subscription is past the event"
          .formatted(keptDays, disabled);
    }
    return complete()
        ? "No matching event was published or handled here within %s days%s. If you expect one, ask the publishing module; events of other tenants are not searched"
            .formatted(keptDays, disabled)
        : "No matching event was found, but the search was not complete: see searched, and narrow the search"
            + disabled;
  }
}
