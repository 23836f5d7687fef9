/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.relay.SimulatedRelay;

/**
 * Producers, relays, a log, consumers and a database under one seeded scheduler. A period with
 * faults precedes a calm one, in which all work must finish.
 */
final class SimulatedWorld {

  // Longer than the longest wait.
  private static final Duration CALM = Duration.ofSeconds(160);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration BEACONS = Duration.ofMillis(300);
  private static final double AT_LAST = 0.3;
  private static final Duration LATER = Duration.ofDays(3);
  private static final int KEYS = 5;
  private static final int RELAYS = 2;

  private final long seed;
  private final SimulatedSetting setting;
  private final Mutation mutation;
  private final boolean external;
  private final SubscriptionPolicy.OnGap onGap;
  private final VirtualTime time;
  private final Faults faults;
  private final Laws laws;
  private final SimulatedLog log;
  private final ProducerClock clock;
  private final SimulatedOutbox outbox = new SimulatedOutbox();
  private final Set<Integer> disbelieved = new HashSet<>();
  private final SimulatedLocks locks = new SimulatedLocks();
  private final SimulatedPool.Server database = new SimulatedPool.Server();
  private final SimulatedStore store;
  private final SimulatedGroup group;
  private final Map<String, Long> sequences = new HashMap<>();
  private final List<SimulatedProcess> relayProcesses = new ArrayList<>();
  private final List<SimulatedRelay> relays = new ArrayList<>();
  // Partitions that lost events before the subscription knew their first number; these events count
  // as older than the subscription.
  private final Set<Integer> lostUnknown = new HashSet<>();
  private final List<String> history = new ArrayList<>();
  private int lives;
  private long steps;

  SimulatedWorld(long seed, SimulatedSetting setting, Mutation mutation) {
    this.seed = seed;
    this.setting = setting;
    this.mutation = mutation;
    this.time = new VirtualTime(seed);
    this.faults = new Faults(time);
    this.laws = new Laws(time, setting);
    this.log = new SimulatedLog(laws, setting.topics());
    this.clock = new ProducerClock(time, seed % 3 != 0);
    // The seeds cover every kind of subscription.
    this.external = seed % 4 == 0;
    this.onGap = seed % 2 == 0 ? SubscriptionPolicy.OnGap.APPLY : SubscriptionPolicy.OnGap.STOP;
    this.store = new SimulatedStore(laws, faults, database, mutation, external);
    this.group = new SimulatedGroup(time, faults, log.partitions(), setting.session());
  }

  /**
   * Runs to the end.
   *
   * @return number of steps
   * @throws AssertionError names the seed, the law and the preceding actions
   */
  long run() {
    try {
      keepInstances();
      storm();
      calm();
      return steps;
    } catch (LawBrokenError | RuntimeException e) {
      throw new AssertionError(
          "Seed %d after %d steps: %s%n%s"
              .formatted(seed, steps, e, String.join(System.lineSeparator(), history)),
          e);
    }
  }

  /** The actions so far, one per line. */
  List<String> history() {
    return List.copyOf(history);
  }

  private void storm() {
    publishSoon();
    troubleSoon();
    lookSoon();
    if (setting.beacons()) {
      beaconsSoon();
    }
    while (time.now() < setting.storm().toNanos()) {
      step();
    }
  }

  private void calm() {
    faults.end();
    clock.set(Duration.ZERO);
    log.divide(SimulatedLog.PARTITIONS);
    database.takeWrites();
    note("calm");
    // All faults that may hide a lost event are over, and many keys get no further event.
    if (time.happens(AT_LAST)) {
      loseLast(time.chance().nextInt(log.partitions()));
    }
    if (time.happens(AT_LAST)) {
      writeFalseRecord(time.chance().nextInt(log.partitions()));
    }
    store.cureAll();
    relayProcesses.forEach(SimulatedProcess::resume);
    group.members().forEach(member -> member.process().resume());
    long end = time.now() + CALM.toNanos();
    while (!laws.unfinished().isEmpty()) {
      if (time.now() > end) {
        throw new LawBrokenError(
            "L1", "these events did not come to their end: " + laws.unfinished());
      }
      for (long look = time.now() + LOOK.toNanos(); time.now() < look; ) {
        step();
      }
    }
    // Everything that is still held back is reported within this time.
    long quiet = time.now() + setting.hold().multipliedBy(3).toNanos();
    while (time.now() < quiet) {
      step();
    }
    laws.atEnd();
    for (int partition = 0; setting.beacons() && partition < log.partitions(); partition++) {
      if (!lostUnknown.contains(partition)) {
        laws.atEnd(partition, store.tail(partition).missing());
      }
    }
  }

  private void step() {
    time.step();
    steps++;
    for (SimulatedConsumer member : group.members()) {
      Laws.require(member.withinMemory(), "L12", member.process() + " has too much in memory");
    }
  }

  private void publishSoon() {
    time.in(time.millis(0, 180), this::publish);
  }

  private void publish() {
    if (faults.calm()) {
      return;
    }
    int events = 1 + time.chance().nextInt(4);
    for (int i = 0; i < events; i++) {
      String key = "key-" + time.chance().nextInt(KEYS);
      long sequence = sequences.merge(key, 1L, Long::sum);
      boolean other = time.happens(0.1);
      Event event =
          new Event(
              new UUID(seed, laws.published().size()),
              other ? "OTHER" : type(),
              new TenantId("diku"),
              "circulation.loan-events",
              key,
              sequence,
              Instant.EPOCH,
              "{}",
              Correlation.NONE,
              null);
      laws.published(event);
      outbox.commit(event);
      if (!other && time.happens(0.03)) {
        note("poison " + event);
        store.poison(event.id());
      }
      if (time.happens(0.01)) {
        note("refused by brokers " + event);
        outbox.refuse(event);
      }
      relays.forEach(relay -> relay.wake(SimulatedOutbox.laneOf(event)));
    }
    publishSoon();
  }

  private String type() {
    return setting.topics() > 1 && time.happens(0.5)
        ? SimulatedConsumer.SECOND_TYPE
        : SimulatedConsumer.TYPE;
  }

  private void lookSoon() {
    time.in(
        LOOK,
        () -> {
          group.look(0.05);
          keepInstances();
          if (time.happens(faults.calm() ? setting.release() : 0.1)) {
            release();
          }
          lookSoon();
        });
  }

  private void beaconsSoon() {
    time.in(
        BEACONS,
        () -> {
          Instant now = clock.now();
          outbox
              .sent()
              .forEach(
                  (partition, events) ->
                      time.in(faults.latency(), () -> sendBeacon(partition, events, now)));
          beaconsSoon();
        });
  }

  private void sendBeacon(int partition, long events, Instant stated) {
    if (clock.passes(stated.toEpochMilli())) {
      log.append(partition, ControlRecord.beacon(events, stated), stated.toEpochMilli());
    }
  }

  private void keepInstances() {
    relayProcesses.removeIf(process -> !process.alive());
    while (relayProcesses.size() < RELAYS) {
      startRelay();
    }
    while (group.members().size() < setting.consumers()) {
      SimulatedProcess process = consumerProcess();
      startConsumer(process, process.toString());
    }
  }

  private void release() {
    if (faults.calm()) {
      outbox.acceptAll();
    }
    List<SimulatedConsumer> able =
        group.members().stream().filter(member -> !member.process().paused()).toList();
    if (!able.isEmpty()) {
      SimulatedConsumer member = able.get(time.chance().nextInt(able.size()));
      store
          .parkedKeys()
          .forEach(
              key -> {
                note("release " + key.key());
                member.release(key);
              });
    }
  }

  private void troubleSoon() {
    time.in(time.millis(50, 700), this::trouble);
  }

  private void trouble() {
    if (faults.calm()) {
      return;
    }
    switch (time.chance().nextInt(10)) {
      case 0 -> kill(any(relayProcesses));
      case 1 -> kill(any(consumerProcesses()));
      case 2 -> pause(any(relayProcesses));
      case 3 -> pause(any(consumerProcesses()));
      case 4 -> joinUnderTheNameOf(any(group.members()));
      case 5 -> writeFalseRecord(time.chance().nextInt(log.partitions()));
      case 6 -> misdate();
      case 7 -> divideAnew();
      case 8 -> failOver();
      default -> troubleOnTheLog();
    }
    troubleSoon();
  }

  private void misdate() {
    note("the producers' clock is ahead");
    clock.set(LATER);
    time.in(
        time.millis(50, setting.longestPause()),
        () -> {
          note("the producers' clock is right");
          clock.set(Duration.ZERO);
        });
  }

  private void failOver() {
    note("the database takes no writes");
    database.failOver();
    time.in(
        time.millis(50, 1_500),
        () -> {
          note("the database takes writes");
          database.takeWrites();
        });
  }

  private void divideAnew() {
    note("the topic is divided into more partitions");
    log.divide(SimulatedLog.PARTITIONS + 1);
    time.in(
        time.millis(50, 1_000),
        () -> {
          note("the topic is made anew");
          log.divide(SimulatedLog.PARTITIONS);
        });
  }

  // A foreign writer may write any record to a topic.
  private void writeFalseRecord(int partition) {
    ControlRecord written =
        setting.beacons() && time.happens(0.7)
            ? falseBeacon(partition)
            : ControlRecord.malformed(time);
    note("somebody writes to partition %d: %s".formatted(partition, written));
    log.append(partition, written, now().toEpochMilli());
  }

  private ControlRecord falseBeacon(int partition) {
    int offset = log.entries(partition).size();
    int room = offset - Math.toIntExact(outbox.sent().getOrDefault(partition, 0L));
    boolean plausible = room > 0 && time.happens(0.5);
    // A second implausible beacon is believed, because the log may have been truncated.
    if (plausible || !disbelieved.add(partition)) {
      laws.deceived(partition, offset);
    }
    long events = offset + (plausible ? -time.chance().nextInt(room) : 1L);
    return ControlRecord.beacon(events, time.happens(0.5) ? now().plus(LATER) : now());
  }

  private Instant now() {
    return Instant.EPOCH.plusNanos(time.now());
  }

  private void troubleOnTheLog() {
    int partition = time.chance().nextInt(log.partitions());
    List<SimulatedLog.Entry> entries = log.entries(partition);
    if (entries.isEmpty()) {
      return;
    }
    if (time.happens(0.6)) {
      long offset = time.chance().nextInt(entries.size());
      note("the group is set back to " + offset + " of partition " + partition);
      log.rewind(partition, offset);
    } else {
      Event event = loseLast(partition);
      if (event != null && time.happens(0.7)) {
        time.in(time.millis(0, 2_000), () -> republish(event));
      }
    }
  }

  // Returns the event, or null if there was none.
  private Event loseLast(int partition) {
    List<SimulatedLog.Entry> entries = log.entries(partition);
    if (entries.isEmpty()) {
      return null;
    }
    SimulatedLog.Entry entry = entries.get(entries.size() - 1);
    entry.lose();
    if (entry.event() == null) {
      note("lost from the log: " + entry.control());
      return null;
    }
    note("lost from the log: " + entry.event());
    laws.lost(entry.event());
    if (store.tail(partition).baseline() == null) {
      lostUnknown.add(partition);
    }
    return entry.event();
  }

  private void republish(Event event) {
    note("published again: " + event);
    log.append(event, TimeUnit.NANOSECONDS.toMillis(time.now()));
  }

  private void kill(SimulatedProcess process) {
    if (process != null && process.alive()) {
      note("kill " + process);
      process.kill();
    }
  }

  private void pause(SimulatedProcess process) {
    if (process != null && !process.paused()) {
      note("pause " + process);
      process.pause();
      time.in(
          time.millis(50, setting.longestPause()),
          () -> {
            note("resume " + process);
            process.resume();
          });
    }
  }

  private List<SimulatedProcess> consumerProcesses() {
    return group.members().stream().map(SimulatedConsumer::process).toList();
  }

  private <T> T any(List<T> some) {
    return some.isEmpty() ? null : some.get(time.chance().nextInt(some.size()));
  }

  private void startRelay() {
    SimulatedProcess process = new SimulatedProcess("relay-" + ++lives, time, faults);
    relayProcesses.add(process);
    SimulatedRelay relay =
        new SimulatedRelay(process, faults, outbox, locks, log, clock, database, mutation);
    relays.add(relay);
    relay.start();
  }

  private SimulatedProcess consumerProcess() {
    return new SimulatedProcess("consumer-" + ++lives, time, faults);
  }

  private void startConsumer(SimulatedProcess process, String name) {
    group.start(
        new SimulatedConsumer(process, name, log, store, setting, mutation, external, onGap));
  }

  // Several members that read several topics have no guarantee.
  private void joinUnderTheNameOf(SimulatedConsumer first) {
    if (first != null && setting.consumers() > 1) {
      SimulatedProcess second = consumerProcess();
      note("%s joins as %s".formatted(second, first.name()));
      startConsumer(second, first.name());
      time.in(time.millis(50, setting.longestPause()), () -> kill(second));
    }
  }

  private void note(String what) {
    history.add("%8.3f s  %s".formatted(time.now() / 1e9, what));
  }
}
