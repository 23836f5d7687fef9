/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks brokers for end offsets, and for what keeps consumers from reaching them. A consumer with
 * isolation level read_committed does not see records after an open transaction. Reads only. Safe
 * for use by several threads.
 */
public final class PartitionEnds {

  private final Context context;
  private final BrokerWatch brokers;

  /** Asks through the client of the given watch, on the watch's context. */
  public PartitionEnds(Context context, BrokerWatch brokers) {
    this.context = context;
    this.brokers = brokers;
  }

  /**
   * The offset after the last record of each partition, committed or not. Partitions without an
   * answer are left out.
   *
   * @return fails if brokers do not answer within some seconds
   */
  public Future<Map<TopicPartition, Long>> of(Collection<TopicPartition> partitions) {
    return ask(admin -> ends(admin, partitions));
  }

  /** The oldest transaction that is open on a partition; empty if none is. */
  public Future<Optional<OpenTransaction>> openTransaction(TopicPartition partition) {
    return ask(
        admin ->
            future(admin.describeProducers(List.of(partition)).partitionResult(partition))
                .map(state -> oldest(state.activeProducers())));
  }

  private Future<Map<TopicPartition, Long>> ends(
      Admin admin, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
    var asked = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
    Map<TopicPartition, Long> ends = new HashMap<>();
    List<Future<Void>> answers =
        partitions.stream()
            .map(
                one ->
                    future(asked.partitionResult(one))
                        .onSuccess(found -> ends.put(one, found.offset()))
                        .<Void>mapEmpty())
            .toList();
    return Future.join(answers)
        .transform(
            all ->
                ends.isEmpty() && all.failed()
                    ? Future.failedFuture(all.cause())
                    : Future.succeededFuture(ends));
  }

  private static Optional<OpenTransaction> oldest(Collection<ProducerState> producers) {
    return producers.stream()
        .filter(one -> one.currentTransactionStartOffset().isPresent())
        .min(Comparator.comparingLong(one -> one.currentTransactionStartOffset().getAsLong()))
        .map(
            one ->
                new OpenTransaction(
                    one.producerId(),
                    one.currentTransactionStartOffset().getAsLong(),
                    Duration.ofMillis(
                        Math.max(0, System.currentTimeMillis() - one.lastTimestamp()))));
  }

  private <T> Future<T> ask(Function<Admin, Future<T>> question) {
    return Future.future(
        promise ->
            context.runOnContext(run -> brokers.admin().compose(question).onComplete(promise)));
  }

  private <T> Future<T> future(KafkaFuture<T> answer) {
    return Future.fromCompletionStage(answer.toCompletionStage(), context);
  }
}
