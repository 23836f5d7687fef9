/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.sql.AbsentTables;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.handler.ReplayAbortedException;
import org.folio.eventbus.poll.ConsumerProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of a subscription again and applies those that it has missed, while the
 * subscription runs. Both lock the cursor of each key, and the second one finds a duplicate. Used
 * on the subscription's context only.
 */
public final class LiveReplay {

  private static final Logger LOG = LoggerFactory.getLogger(LiveReplay.class);

  private final SubscriptionContext context;
  private final Subscription subscription;
  private final RecordReader reader;
  private final Function<BatchListener, BatchRunner> batches;
  private @Nullable Running running;

  /**
   * @param batches creates the work on the subscription's tables, one transaction for each batch
   */
  public LiveReplay(
      SubscriptionContext context,
      RecordReader reader,
      Function<BatchListener, BatchRunner> batches) {
    this.context = context;
    this.subscription = context.subscription();
    this.reader = reader;
    this.batches = batches;
  }

  private record Running(PageRun run, Pages pages, Future<?> ended) {}

  /** Replays; one replay at a time. */
  public Future<Replayed> run(TenantId tenant, RecordSelection selection, Justification why) {
    if (running != null) {
      return Future.failedFuture(
          new IllegalStateException(
              "A replay of subscription %s is running in this process; wait until it has ended"
                  .formatted(subscription.name())));
    }
    KafkaPages pages = pages(tenant, selection);
    ReplayCount count = new ReplayCount();
    PageRun run =
        new PageRun(
            context.timeline(),
            batches.apply(count),
            subscription.policy(),
            // The cursor is locked during a call of another module, which may be slow.
            external() ? 1 : subscription.policy().batchSize(),
            false,
            pages);
    ReplayEntries entries =
        new ReplayEntries(
            context.bus().database().pool(),
            context.bus().module().of(tenant),
            subscription.name(),
            selection,
            why);
    Future<Replayed> result =
        entries
            .begin()
            .compose(
                before ->
                    run.run()
                        .transform(done -> Future.succeededFuture(done.cause()))
                        .compose(
                            cause ->
                                pages.close().transform(closed -> ended(pages, run, count, cause)))
                        .compose(
                            ended -> entries.end(before, ended),
                            cause -> entries.refusal(before, cause)))
            .recover(cause -> Future.failedFuture(understood(cause, tenant)))
            .onSuccess(ended -> log(tenant, ended.result()))
            .onComplete(done -> running = null);
    running = new Running(run, pages, result);
    return result;
  }

  /** Reads the selected records and applies nothing; the result says how many there are. */
  public Future<ReplayResult> preview(TenantId tenant, RecordSelection selection) {
    KafkaPages pages = pages(tenant, selection);
    ReplayCount nothing = new ReplayCount();
    return rest(pages, 0)
        .map(selected -> nothing.result(pages, selected, null))
        .eventually(pages::close);
  }

  private static Future<Long> rest(Pages pages, long before) {
    return pages
        .next()
        .compose(
            page ->
                page.isEmpty()
                    ? Future.succeededFuture(before)
                    : rest(pages, before + page.size()));
  }

  private KafkaPages pages(TenantId tenant, RecordSelection selection) {
    return new KafkaPages(
        context.eventLoop(),
        "event-bus-replay-" + subscription.name(),
        () ->
            new KafkaConsumer<>(
                ConsumerProperties.ofReplay(
                    context.bus().settings(), context.client() + "-replay")),
        new ReplayRanges(context.topics(tenant), this::bounds),
        tenant,
        selection,
        reader);
  }

  /** Stops a running replay after its batch. */
  public Future<Void> close() {
    Running now = running;
    if (now == null) {
      return Future.succeededFuture();
    }
    now.run().close();
    return now.pages()
        .close()
        .transform(closed -> now.ended().transform(done -> Future.succeededFuture()));
  }

  private boolean external() {
    return subscription.handler() instanceof ExternalHandler;
  }

  // The subscription itself calls an external handler without a lock. Only records before the
  // committed offset are finished, so that no call of them is in flight.
  private Map<TopicPartition, Long> bounds(Set<TopicPartition> partitions) {
    if (!external()) {
      return Map.of();
    }
    try (Admin admin = Admin.create(context.bus().settings().kafka().clientProperties())) {
      var committed =
          admin.listConsumerGroupOffsets(context.group()).partitionsToOffsetAndMetadata().get();
      return partitions.stream()
          .collect(
              Collectors.toMap(
                  partition -> partition,
                  partition ->
                      committed.get(partition) == null ? 0 : committed.get(partition).offset()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayAbortedException("The module is being stopped");
    } catch (ExecutionException e) {
      throw new KafkaException(
          "How far group %s has come is not known".formatted(context.group()), e.getCause());
    }
  }

  // An invalid selection fails for the caller; later failures are in the result.
  private static Future<ReplayResult> ended(
      Pages pages, PageRun run, ReplayCount count, @Nullable Throwable cause) {
    if (cause instanceof IllegalArgumentException && pages.read() == 0) {
      return Future.failedFuture(cause);
    }
    return Future.succeededFuture(
        count.result(
            pages,
            run.waiting(),
            cause == null
                ? null
                : cause.getMessage() == null ? cause.toString() : cause.getMessage()));
  }

  private static Throwable understood(Throwable cause, TenantId tenant) {
    return AbsentTables.cause(cause)
        ? new IllegalArgumentException(
            "Tenant %s has no tables of this module; enable the tenant first".formatted(tenant),
            cause)
        : cause;
  }

  private void log(TenantId tenant, ReplayResult result) {
    LOG.info(
        "{} {}: {} records of tenant {} were read again: {} events applied, {} duplicates, {} parked, {} wait for predecessors{}",
        LogCode.RECORDS_REPLAYED,
        subscription.name(),
        result.read(),
        tenant,
        result.applied(),
        result.duplicates(),
        result.parked(),
        result.waiting(),
        result.cause() == null ? "" : "; it ended early: " + result.cause());
  }
}
