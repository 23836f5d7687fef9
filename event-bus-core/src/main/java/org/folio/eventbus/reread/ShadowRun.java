/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.base.time.MachineTimeline;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.batch.BatchTransaction;
import org.folio.eventbus.batch.FirstSightPlanner;
import org.folio.eventbus.batch.PlanWriter;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.decide.PlanRules;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.handler.CutOff;
import org.folio.eventbus.handler.HandlerCall;
import org.folio.eventbus.handler.HandlerWork;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.poll.ConsumerProperties;
import org.folio.eventbus.store.PostgresStore;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;

/**
 * Applies events to a separate schema by the rules of a subscription: in the order of their key,
 * each once. Sequences before the first selected event of a key count as applied. Sequences missing
 * between its events are passed over when nothing else remains to be read.
 */
public final class ShadowRun {

  private final Context context;
  private final Timeline timeline;
  private final ModuleDatabase database;
  private final EventBusSettings settings;
  private final EventCatalog catalog;
  private final ModuleSchema module;
  private final EventTopics names;
  private final EventCodec codec;
  private final RecordReader reader;

  /**
   * Runs in the database of a module.
   *
   * @param context the event loop on which batches run
   */
  public ShadowRun(Context context, BusContext bus) {
    this.context = context;
    this.timeline = new MachineTimeline(context);
    this.database = bus.database();
    this.settings = bus.settings();
    this.catalog = bus.catalog();
    this.module = bus.module();
    this.names = bus.topics();
    this.codec = new EventCodec(names);
    this.reader = new RecordReader(names, codec, catalog);
  }

  /**
   * The result.
   *
   * @param missing number of sequences that were passed over between events of their key
   */
  public record Outcome(ReplayResult result, long missing) {}

  /** Applies the records of the subscription's topics. Call on the context. */
  public Future<Outcome> fromKafka(
      Subscription subscription, TenantId tenant, RecordSelection selection, String schema) {
    return run(
        subscription,
        schema,
        new KafkaPages(
            context,
            "event-bus-shadow-" + subscription.name(),
            () ->
                new KafkaConsumer<>(
                    ConsumerProperties.ofReplay(settings, module.module() + "-shadow")),
            new ReplayRanges(
                names.topics(
                    tenant,
                    subscription.stream(),
                    subscription.topics().orElse(settings.kafka().topics())),
                partitions -> Map.of()),
            tenant,
            selection,
            reader));
  }

  /** Applies the events of the module's own journal. Call on the context. */
  public Future<Outcome> fromJournal(
      Subscription subscription, TenantId tenant, ReplaySelection selection, String schema) {
    return run(
        subscription,
        schema,
        new JournalPages(
            database.lasting(), module.of(tenant), tenant, selection, codec, catalog, reader));
  }

  private Future<Outcome> run(Subscription subscription, String schema, Pages pages) {
    HandlerCall call = new HandlerCall(timeline, subscription.policy());
    PostgresStore store =
        new PostgresStore(
            database,
            tenant -> schema,
            subscription,
            "shadow",
            new HandlerWork(
                subscription, call, new CutOff(context.owner(), timeline, database.options())),
            SubscriptionMeter.NONE);
    ReplayCount count = new ReplayCount();
    ParkLimit parkLimit = new ParkLimit(subscription.policy().parkLimit());
    BatchRunner batches =
        new BatchRunner(
            new BatchTransaction(
                store,
                new FirstSightPlanner(
                    new PlanRules(subscription.types(), SubscriptionPolicy.OnGap.APPLY)),
                new PlanWriter(names),
                parkLimit.and(count)),
            parkLimit);
    PageRun run =
        new PageRun(
            timeline,
            batches,
            subscription.policy(),
            subscription.policy().batchSize(),
            true,
            pages);
    return run.run()
        .eventually(pages::close)
        .map(done -> new Outcome(count.result(pages, run.waiting(), null), count.missing()));
  }
}
