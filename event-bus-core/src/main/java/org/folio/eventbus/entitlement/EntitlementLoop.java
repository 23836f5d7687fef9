/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.entitlement;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Loop;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.poll.ConsumerProperties;
import org.folio.eventbus.tenant.Descriptor;
import org.folio.eventbus.tenant.Entitlement;
import org.folio.eventbus.topic.TopicReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows Eureka's entitlements on its own thread. All instances of a module, in all versions and
 * modes, are one consumer group: one of them writes down what an event says about any of them, and
 * the database tells the others.
 *
 * <p>Offsets are committed after the database has it, so an event may be read twice. That does no
 * harm: the later events of the tenant are read again, too.
 */
public final class EntitlementLoop {

  private static final Logger LOG = LoggerFactory.getLogger(EntitlementLoop.class);

  // A write takes milliseconds; one that waits longer for a connection is repeated.
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  // A slow write, the poll before it, and the start of another life after a failure.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final EventBusSettings settings;
  private final ModuleSchema module;
  private final Register register;
  private final String topic;
  private final Mover mover;
  private final Loop loop;

  /** Where entitlements are written down, for all instances. */
  @FunctionalInterface
  public interface Register {

    /**
     * Writes one down, unless a later one was written before: a process that has lost its place in
     * the group may still write. Repeatable. Called from the loop's thread, which waits for the
     * result.
     */
    Future<Void> write(Entitlement entitlement);
  }

  /** Reads nothing before {@link #start}. */
  public EntitlementLoop(
      EventBusSettings settings, ModuleSchema module, Register register, ProgressWatch watch) {
    this(settings, module, register, watch, LIMIT);
  }

  EntitlementLoop(
      EventBusSettings settings,
      ModuleSchema module,
      Register register,
      ProgressWatch watch,
      Duration limit) {
    this.settings = settings;
    this.module = module;
    this.register = register;
    this.topic = settings.environment() + ".entitlement";
    this.mover =
        watch.mover(MoverKind.ENTITLEMENTS, "The reader of the platform's entitlements", limit);
    this.loop = new Loop("event-bus-entitlements", this::reader, mover, failure -> {});
  }

  /** Begins to read. */
  public void start() {
    loop.start();
  }

  /** Ends after the events in work. */
  public Future<Void> close() {
    mover.close();
    return loop.close();
  }

  /** A descriptor for a tenant. */
  private record Subject(TenantId tenant, Descriptor descriptor) {}

  private TopicReader reader() {
    return new TopicReader(
        ConsumerProperties.ofGroup(
            settings,
            settings.environment() + "." + module.module() + ".entitlement",
            "entitlements-" + UUID.randomUUID(),
            Optional.empty()),
        topic,
        "mgr-tenant-entitlements creates it",
        mover,
        (records, closing) -> write(records));
  }

  // Only the last event about a descriptor matters: when the whole topic is read again, no tenant
  // stops for a revocation that is long over. No tenant waits for another one, whose table may be
  // locked.
  private void write(ConsumerRecords<byte[], byte[]> records) throws Exception {
    Map<Subject, Entitlement> last = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> one : records) {
      read(one).ifPresent(it -> last.put(new Subject(it.tenant(), it.descriptor()), it));
    }
    Map<TenantId, Future<Void>> written = new HashMap<>();
    for (Entitlement one : last.values()) {
      Future<Void> before = written.getOrDefault(one.tenant(), Future.succeededFuture());
      written.put(one.tenant(), before.compose(done -> register.write(one)));
    }
    Future.join(List.copyOf(written.values()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(WRITE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Optional<Entitlement> read(ConsumerRecord<byte[], byte[]> one) {
    try {
      return Entitlement.of(one, module);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{} Record {} of {}-{} is not an entitlement: {}. It is skipped.",
          LogCode.ENTITLEMENT_UNREADABLE,
          one.offset(),
          one.topic(),
          one.partition(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
