/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.StoredPublication;
import org.folio.eventbus.admin.diagnosis.TenantStanding;
import org.jspecify.annotations.Nullable;

/** Explains why a module knows nothing about an event, and which module may know more. */
final class LifeExplanation {

  private static final String OTHER_TENANTS =
      " Events of other tenants are not searched: ask for the tenant that it was published for.";

  private final Set<String> published;
  private final Supplier<List<Subscription>> subscriptions;
  private final int keptDays;

  LifeExplanation(Set<String> published, Supplier<List<Subscription>> subscriptions, int keptDays) {
    this.published = published;
    this.subscriptions = subscriptions;
    this.keptDays = keptDays;
  }

  /**
   * The explanation, or null if the verdicts say everything.
   *
   * @param given the last sequence that the module has assigned to the key, 0 if it is not known
   */
  @Nullable String of(
      TenantStanding tenant,
      Optional<StoredPublication> publication,
      Optional<EventPlace> place,
      long given) {
    String disabled = tenant.enabled() ? "" : disabled(tenant);
    boolean mayPublish =
        place
            .map(known -> published.contains(known.key().stream()))
            .orElseGet(() -> !published.isEmpty());
    if (mayPublish && publication.isEmpty()) {
      return "Neither outbox nor journal has it; the journal keeps %s days.%s%s%s"
          .formatted(keptDays, given(place, given), disabled, OTHER_TENANTS);
    }
    if (publication.isEmpty() && place.isPresent() && !reads(place.get().key().stream())) {
      return "No subscription of this module reads stream %s; it reads %s.%s"
          .formatted(place.get().key().stream(), streams(), disabled);
    }
    return disabled.isEmpty() ? null : disabled.strip();
  }

  private static String disabled(TenantStanding tenant) {
    return " The tenant has disabled the module%s: nothing is sent or read until it is enabled again."
        .formatted(tenant.since() == null ? "" : " at " + tenant.since());
  }

  private String given(Optional<EventPlace> place, long given) {
    if (place.isEmpty() || !published.contains(place.get().key().stream())) {
      return "";
    }
    return place.get().sequence() > given
        ? " It has assigned sequences up to %s of the key, so %s was never assigned: check whether the publishing request was answered with 201."
            .formatted(given, place.get().sequence())
        : " It has assigned sequences up to %s of the key, so %s belongs to another event, or to one that the journal no longer keeps."
            .formatted(given, place.get().sequence());
  }

  private boolean reads(String stream) {
    return subscriptions.get().stream().anyMatch(one -> one.stream().equals(stream));
  }

  private String streams() {
    return subscriptions.get().isEmpty()
        ? "none"
        : subscriptions.get().stream()
            .map(Subscription::stream)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
