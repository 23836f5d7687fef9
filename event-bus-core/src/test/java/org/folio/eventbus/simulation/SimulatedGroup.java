/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * Simulates a consumer group. It assigns each partition to one member. It waits for the former
 * owner while that is alive, and removes it after too long a silence. Of two members with one name,
 * the later takes over from the earlier, which is fenced.
 */
public final class SimulatedGroup {

  private final VirtualTime time;
  private final Faults faults;
  private final int partitions;
  private final Duration session;
  private final List<SimulatedConsumer> members = new ArrayList<>();
  private final Map<Integer, SimulatedConsumer> owners = new HashMap<>();
  private final Set<Integer> moving = new HashSet<>();
  private final Map<String, SimulatedConsumer> named = new HashMap<>();
  private final Set<SimulatedConsumer> joined = new HashSet<>();

  SimulatedGroup(VirtualTime time, Faults faults, int partitions, Duration session) {
    this.time = time;
    this.faults = faults;
    this.partitions = partitions;
    this.session = session;
  }

  void start(SimulatedConsumer consumer) {
    members.add(consumer);
    consumer.start(this);
  }

  /** A consumer joins. */
  public void join(SimulatedConsumer consumer, Optional<String> name) {
    joined.add(consumer);
    name.map(own -> named.put(own, consumer)).ifPresent(former -> fence(former, consumer));
  }

  private void fence(SimulatedConsumer former, SimulatedConsumer successor) {
    joined.remove(former);
    for (int partition = 0; partition < partitions; partition++) {
      if (owners.replace(partition, former, successor)) {
        List<Integer> taken = List.of(partition);
        successor.process().run(() -> successor.assigned(taken));
      }
    }
  }

  /** A consumer leaves. */
  public void leave(SimulatedConsumer consumer) {
    joined.remove(consumer);
    named.values().remove(consumer);
    owners.values().removeIf(owner -> owner == consumer);
  }

  /** The result of each call of a consumer to the group. */
  public void check(SimulatedConsumer consumer) {
    if (!joined.contains(consumer)) {
      throw new FencedInstanceIdException("another member has the name");
    }
  }

  List<SimulatedConsumer> members() {
    return members;
  }

  /** Checks members and partitions; called repeatedly. */
  void look(double moves) {
    members.removeIf(member -> !member.process().alive());
    joined.retainAll(members);
    named.values().retainAll(members);
    owners
        .entrySet()
        .removeIf(owner -> !owner.getValue().process().alive() && moving.remove(owner.getKey()));
    for (int partition = 0; partition < partitions; partition++) {
      if (!moving.contains(partition)) {
        look(partition, faults.happens(moves));
      }
    }
  }

  private void look(int partition, boolean move) {
    SimulatedConsumer owner = owners.get(partition);
    if (owner == null) {
      assign(partition);
    } else if (owner.process().silentFor(session)) {
      owners.remove(partition);
      // The owner receives this when it resumes, and so does its work in progress.
      owner.process().run(() -> owner.lost(List.of(partition)));
      assign(partition);
    } else if (move) {
      moving.add(partition);
      owner
          .process()
          .run(
              () ->
                  owner
                      .revoked(List.of(partition))
                      .onComplete(
                          given -> {
                            moving.remove(partition);
                            if (owners.remove(partition, owner)) {
                              assign(partition);
                            }
                          }));
      // A member that does not respond loses the partition.
      time.in(
          session,
          () -> {
            if (moving.remove(partition)) {
              owners.remove(partition, owner);
            }
          });
    }
  }

  private void assign(int partition) {
    List<SimulatedConsumer> able =
        members.stream()
            .filter(joined::contains)
            .filter(member -> !member.process().silentFor(session) && !member.process().paused())
            .filter(member -> !member.owns(partition))
            .toList();
    if (!able.isEmpty()) {
      SimulatedConsumer next = able.get(time.chance().nextInt(able.size()));
      owners.put(partition, next);
      next.process().run(() -> next.assigned(List.of(partition)));
    }
  }
}
