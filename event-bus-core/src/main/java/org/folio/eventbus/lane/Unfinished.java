/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Held;
import org.folio.eventbus.delivery.LaneBatch;
import org.folio.eventbus.metrics.SubscriptionState;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's deliveries in memory in this process, for some partitions. Used on the
 * subscription's context only.
 */
public final class Unfinished {

  // One failure may be a deadlock or a moved connection; several in a row are an outage.
  private static final int UNHEALTHY_FAILURES = 3;

  private final Collection<PartitionWork> partitions;

  Unfinished(Collection<PartitionWork> partitions) {
    this.partitions = partitions;
  }

  /** Number of deliveries in memory. */
  public int inMemory() {
    return partitions.stream().mapToInt(work -> work.progress().unfinished()).sum();
  }

  /** Number of events whose batch is running. */
  public int inFlight() {
    return lanes()
        .map(Lane::running)
        .mapToInt(batch -> batch == null ? 0 : batch.deliveries().size())
        .sum();
  }

  /**
   * The state of the subscription.
   *
   * @param unread lag: number of unread records of the partitions
   * @param now milliseconds since 1970
   */
  public SubscriptionState state(long unread, long now) {
    long oldest =
        partitions.stream()
            .map(work -> work.progress().oldestTimestamp())
            .flatMapToLong(OptionalLong::stream)
            .min()
            .orElse(now);
    return new SubscriptionState(partitions.size(), inMemory(), unread, Math.max(0, now - oldest));
  }

  /** The event of a tenant with the oldest timestamp. */
  public Optional<Delivery> oldest(TenantId tenant) {
    return lanes()
        .flatMap(Unfinished::of)
        .filter(delivery -> delivery.event() != null && delivery.tenant().equals(tenant))
        .min(Comparator.comparingLong(Delivery::timestamp));
  }

  /** The events of a tenant that wait for earlier ones of their keys. */
  public Stream<Held> held(TenantId tenant) {
    return lanes().flatMap(Lane::held).filter(held -> held.delivery().tenant().equals(tenant));
  }

  /** The batches whose handler has been working for a long time. */
  List<SlowBatch> slow(SlowBatches slow, long now) {
    return slow.list(partitions, now);
  }

  /** Why batches were retried several times, or null if none was. */
  public @Nullable String repeatingBecause() {
    return lanes()
        .map(Lane::repeat)
        .filter(repeat -> repeat != null && repeat.failures() >= UNHEALTHY_FAILURES)
        .flatMap(repeat -> repeat.cause().stream())
        .map(Throwable::toString)
        .findFirst()
        .orElse(null);
  }

  private Stream<Lane> lanes() {
    return partitions.stream().flatMap(work -> work.lanes().stream());
  }

  private static Stream<Delivery> of(Lane lane) {
    LaneBatch running = lane.running();
    Stream<Delivery> inWork = running == null ? Stream.of() : running.deliveries().stream();
    return Stream.concat(inWork, lane.notInWork());
  }
}
