/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.folio.eventbus.TenantId;

/** What a subscription of this process has in memory. Used on the subscription's context only. */
final class Unfinished {

  private final List<Lane> lanes;

  Unfinished(Collection<PartitionWork> partitions) {
    this.lanes = partitions.stream().flatMap(work -> work.lanes().stream()).toList();
  }

  /** Number of events whose batch is in work. */
  int inFlight() {
    return lanes.stream()
        .map(Lane::running)
        .mapToInt(batch -> batch == null ? 0 : batch.deliveries().size())
        .sum();
  }

  /** The event of a tenant that was written first. */
  Optional<Delivery> oldest(TenantId tenant) {
    return lanes.stream()
        .flatMap(Unfinished::of)
        .filter(delivery -> delivery.event() != null && delivery.tenant().equals(tenant))
        .min(Comparator.comparingLong(Delivery::timestamp));
  }

  /** The events of a tenant that wait for earlier ones of their keys. */
  Stream<Lane.Held> held(TenantId tenant) {
    return lanes.stream()
        .flatMap(Lane::held)
        .filter(held -> held.delivery().tenant().equals(tenant));
  }

  private static Stream<Delivery> of(Lane lane) {
    Lane.Batch running = lane.running();
    Stream<Delivery> inWork = running == null ? Stream.of() : running.deliveries().stream();
    return Stream.concat(inWork, lane.notInWork());
  }
}
