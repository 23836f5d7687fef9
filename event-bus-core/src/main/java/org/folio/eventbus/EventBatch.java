/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.List;

/**
 * Events of one tenant that a subscription hands to its handler together.
 *
 * @param tenant the tenant of all events
 * @param schema the tenant's PostgreSQL schema of the subscribing module, checked and safe to put
 *     between double quotes in a statement
 * @param events at least one event; the events of a key are in sequence order, each exactly once
 */
public record EventBatch(TenantId tenant, String schema, List<Event> events) {

  /** Copies the list. */
  public EventBatch {
    events = List.copyOf(events);
  }
}
