/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.database.Notifications;
import org.folio.eventbus.metrics.RelayMeter;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.tenant.TenantSweep;
import org.folio.eventbus.topic.EventCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves committed events from the outboxes of all enabled tenants to Kafka. Publishing transactions
 * wake it, and it also checks periodically. All methods run on its context.
 */
public final class Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  // For wake-ups that were lost with their connection, and for lanes of an instance that died.
  private static final Duration SLOW_POLL = Duration.ofSeconds(2);

  // Brokers acknowledge within milliseconds; a longer wait is a problem.
  static final Duration WAITING = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration STANDING = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final ProgressWatch watch;
  private final Mover mover;
  private final Context context;
  private final ModuleDatabase database;
  private final ModuleSchema schema;
  private final LaneLocks locks;
  private final Timeline timeline;
  private final RelayProducer producer;
  private final String brokers;
  private final RelayTrouble trouble;
  private final RelayMeter meter;
  private final Map<String, TenantRelay> tenants = new LinkedHashMap<>();
  private @Nullable TenantSweep sweep;
  private @Nullable Runnable stopReporting;
  private boolean waiting;

  /**
   * A relay that does nothing before {@link #start}.
   *
   * @param context the event loop of the relay
   * @param source the publishing module's id, as consumers see it
   */
  public Relay(Context context, BusContext bus, String source, RelayMeter meter) {
    EventCatalog catalog = bus.catalog();
    this.watch = bus.watch();
    this.mover = watch.mover(MoverKind.RELAY, "The relay", STANDING);
    this.context = context;
    this.database = bus.database();
    this.schema = bus.module();
    this.meter = meter;
    this.timeline = new MachineTimeline(context);
    this.locks = new LaneLocks(context.owner(), timeline, database.options());
    this.brokers = bus.settings().kafka().bootstrapServers();
    this.trouble = new RelayTrouble(database.pool(), Clock.systemUTC(), brokers);
    EventCodec codec = new EventCodec(bus.topics());
    this.producer =
        new RelayProducer(
            RelayThreads.of(context.owner(), RelayProducer.SENDERS),
            RelayProducer.producers(bus.settings().kafka(), source),
            event ->
                codec.encodeAll(
                    event, source, catalog.schemaIdentifier(event.stream(), event.type())));
  }

  /** Starts listening and checking. */
  public void start(Notifications notifications) {
    notifications.listen(OutboxTable.CHANNEL, this::wake, this::lookAtAll);
    locks.listen(notifications);
    context.runOnContext(
        run -> {
          sweep = new TenantSweep(timeline, watch, SLOW_POLL, "The look at the outbox", this::look);
          stopReporting = timeline.every(LOOK, this::reportWaiting);
          sweepAll();
        });
  }

  /** Starts relaying a tenant's events; does nothing if it runs already. */
  public Future<Void> add(TenantId tenant) {
    return onContext(
        () -> {
          String name = schema.of(tenant);
          tenants.computeIfAbsent(name, absent -> tenantRelay(tenant, name)).look();
          sweepAll();
          return Future.succeededFuture();
        });
  }

  /** Stops relaying a tenant's events; they stay in the outbox. */
  public Future<Void> remove(TenantId tenant) {
    return onContext(
        () -> {
          TenantRelay removed = tenants.remove(schema.of(tenant));
          sweepAll();
          return removed == null ? Future.succeededFuture() : bounded(removed.stop());
        });
  }

  /** Why events do not reach Kafka, one sentence each; empty if all is well. */
  public Future<List<String>> problems() {
    return onContext(
        () -> {
          List<Future<String>> problems = new ArrayList<>();
          for (TenantRelay relay : tenants.values()) {
            if (relay.waitingMillis() >= WAITING.toMillis()) {
              problems.add(
                  Future.succeededFuture(
                      "Kafka at %s has not acknowledged events of tenant %s for %s s; publishing goes on, the events wait in the outbox"
                          .formatted(brokers, relay.tenant(), relay.waitingMillis() / 1_000)));
            } else {
              relay
                  .failure()
                  .ifPresent(
                      failure ->
                          problems.add(
                              trouble
                                  .of(failure)
                                  .map(
                                      cause ->
                                          "Events of tenant %s wait in the outbox, because %s"
                                              .formatted(relay.tenant(), cause))));
            }
          }
          return Future.all(problems).map(all -> all.list());
        });
  }

  /** Stops after the running rounds; unacknowledged events stay in the outbox. */
  public Future<Void> close() {
    return onContext(
            () -> {
              if (sweep != null) {
                sweep.close();
              }
              if (stopReporting != null) {
                stopReporting.run();
              }
              mover.close();
              List<Future<Void>> stopping =
                  tenants.values().stream().map(relay -> bounded(relay.stop())).toList();
              tenants.clear();
              return Future.join(stopping).<Void>mapEmpty();
            })
        .eventually(producer::close)
        .eventually(() -> onContext(locks::close));
  }

  private TenantRelay tenantRelay(TenantId tenant, String name) {
    RelayStore store = new PostgresRelayStore(database, tenant, name, meter);
    List<LaneLock> lanes =
        IntStream.range(0, OutboxTable.LANES).mapToObj(lane -> locks.lane(name, lane)).toList();
    return new TenantRelay(
        timeline, tenant, store, new LaneRelay(timeline, store, lanes, this::send));
  }

  private Future<SendResult> send(List<OutboxRow> rows) {
    long begun = timeline.nanoTime();
    return producer.send(rows).onComplete(sent -> meter.round(timeline.nanoTime() - begun));
  }

  private void wake(String payload) {
    OutboxTable.Wake wake = OutboxTable.Wake.of(payload);
    TenantRelay relay = tenants.get(wake.schema());
    if (relay != null) {
      relay.wake(wake.lanes());
    }
  }

  private void sweepAll() {
    if (sweep != null) {
      sweep.tenants(
          tenants.values().stream()
              .map(TenantRelay::tenant)
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  private Future<?> look(TenantId tenant) {
    TenantRelay relay = tenants.get(schema.of(tenant));
    return relay == null ? Future.succeededFuture() : relay.look();
  }

  private void lookAtAll() {
    tenants.values().forEach(TenantRelay::look);
  }

  private void reportWaiting() {
    long longest = tenants.values().stream().mapToLong(TenantRelay::waitingMillis).max().orElse(0);
    boolean waits = longest >= WAITING.toMillis();
    if (waits && !waiting) {
      LOG.warn(
          "{} Kafka at {} has not acknowledged for {} ms. Publishing goes on; events wait in the outbox and are sent in order when brokers answer.",
          LogCode.RELAY_WAITS,
          brokers,
          longest);
    } else if (waiting && !waits) {
      LOG.info("{} Kafka at {} acknowledges again", LogCode.RELAY_GOES_ON, brokers);
    }
    if (waits) {
      producer.look();
    }
    waiting = waits;
    tellStanding();
  }

  private void tellStanding() {
    tenants.values().stream()
        .filter(relay -> relay.standingSince().isPresent())
        .min(Comparator.comparingLong(relay -> relay.standingSince().getAsLong()))
        .ifPresentOrElse(
            relay -> {
              mover.hasWorkSince(relay.standingSince().getAsLong());
              mover.failed(
                  "tenant %s: %s"
                      .formatted(
                          relay.tenant(),
                          relay
                              .failure()
                              .map(Throwable::toString)
                              .orElse("Kafka or PostgreSQL does not answer")));
            },
            mover::idle);
  }

  // Brokers that are down must not prevent the module from stopping.
  private Future<Void> bounded(Future<Void> stopping) {
    return stopping.timeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private <T> Future<T> onContext(Supplier<Future<T>> action) {
    return Future.future(promise -> context.runOnContext(run -> action.get().onComplete(promise)));
  }
}
