/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.gap.PartitionTable.Comparison;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.topic.EventTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a beacon with what has arrived, and asks the producer for all that it has sent since
 * nothing was missing; what is not missing is recognised as duplicate.
 */
public final class TailCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TailCheck.class);

  private final Pool pool;
  private final ModuleSchema module;
  private final EventTopics topics;
  private final ControlProducer producer;
  private final String subscription;
  private final String group;

  /** Checks for one subscription of the given consumer group. */
  public TailCheck(
      Pool pool,
      ModuleSchema module,
      EventTopics topics,
      ControlProducer producer,
      String subscription,
      String group) {
    this.pool = pool;
    this.module = module;
    this.topics = topics;
    this.producer = producer;
    this.subscription = subscription;
    this.group = group;
  }

  /**
   * Checks a beacon when all that lies before it on its partition is finished.
   *
   * @param quiet whether nothing that lies behind it is in work or finished
   */
  public Future<Void> check(
      TenantId tenant, TopicPartition partition, Beacon beacon, boolean quiet) {
    String stream = topics.streamOf(partition.topic());
    return pool.withTransaction(
            tx ->
                PartitionTable.compare(
                    tx,
                    module.of(tenant),
                    subscription,
                    stream,
                    partition.topic(),
                    partition.partition(),
                    beacon,
                    quiet))
        .compose(
            result ->
                result.before().isBeyond(beacon)
                    ? Future.succeededFuture()
                    : act(tenant, stream, partition, result));
  }

  private Future<Void> act(
      TenantId tenant, String stream, TopicPartition partition, Comparison result) {
    long missing = result.after().missing();
    long before = result.before().missing();
    if (missing == 0) {
      if (before > 0) {
        LOG.info(
            "{} {}: the {} events that were missing on {} have arrived",
            LogCode.TAIL_HEALED,
            subscription,
            before,
            partition);
      }
      return Future.succeededFuture();
    }
    Instant matchedAt = result.after().matchedAt();
    if (missing != before) {
      LOG.error(
          "{} {}: {} events that were sent to {} have not arrived, and no later event of their keys shows it. Suspected cause: Kafka has lost them, or the group's offsets were moved. The producer is asked for all that it has sent since {}.",
          LogCode.TAIL_LOST,
          subscription,
          missing,
          partition,
          matchedAt);
    }
    Instant since = matchedAt == null ? Instant.EPOCH : matchedAt;
    return producer.send(
        new TailRequest(tenant, stream, partition.partition(), since, group).encode(topics));
  }
}
