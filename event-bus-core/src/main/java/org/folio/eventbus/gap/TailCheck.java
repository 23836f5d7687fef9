/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.park.ParkedTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a beacon with the received events. If some are missing, asks the producer for everything
 * it has sent since nothing was missing; events that are not missing are recognised as duplicates.
 */
public final class TailCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TailCheck.class);

  private final SubscriptionContext context;
  private final Clock clock;
  private final ControlProducer producer;

  /**
   * Checks for one subscription.
   *
   * @param clock the clock of this process
   */
  public TailCheck(SubscriptionContext context, Clock clock, ControlProducer producer) {
    this.context = context;
    this.clock = clock;
    this.producer = producer;
  }

  /**
   * Checks a beacon when all records before it on its partition are finished. A beacon that cannot
   * be true is parked.
   *
   * @param source the record of the beacon
   * @param quiet whether no record after it is in flight or finished
   */
  public Future<Void> check(
      TenantId tenant, ConsumerRecord<byte[], byte[]> source, Beacon beacon, boolean quiet) {
    String stream = context.bus().topics().streamOf(source.topic());
    // The producer's clock may be wrong; a time in the future would hide the next beacons.
    Beacon believed = beacon.statedNoLaterThan(source.timestamp(), clock.instant());
    return context
        .bus()
        .database()
        .sweeps()
        .withTransaction(
            tx ->
                PartitionTable.compare(
                        tx,
                        context.bus().module().of(tenant),
                        context.name(),
                        stream,
                        source.topic(),
                        source.partition(),
                        believed,
                        source.offset(),
                        quiet)
                    .compose(
                        result ->
                            result.refusal() == null
                                ? Future.succeededFuture(result)
                                : park(tx, tenant, source, result.refusal()).map(result)))
        .compose(
            result ->
                result.refusal() != null || result.before().isBeyond(believed, source.offset())
                    ? Future.succeededFuture()
                    : act(
                        tenant,
                        stream,
                        new TopicPartition(source.topic(), source.partition()),
                        result));
  }

  private Future<Void> park(
      SqlConnection tx, TenantId tenant, ConsumerRecord<byte[], byte[]> source, String refusal) {
    ParkedRecord parked =
        ParkedRecord.of(
            source, context.bus().topics(), null, ParkedState.UNREADABLE, "A beacon: " + refusal);
    return ParkedTable.insert(
            tx, context.bus().module().of(tenant), context.name(), List.of(parked))
        .onSuccess(
            inserted ->
                LOG.error(
                    "{} {}: the beacon at {}-{} offset {} is rejected: {}. It is parked, and the next beacon decides: records of the topic were lost, or another producer writes to it.",
                    LogCode.RECORD_UNREADABLE,
                    context.name(),
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    refusal))
        .mapEmpty();
  }

  private Future<Void> act(
      TenantId tenant, String stream, TopicPartition partition, TailComparison result) {
    long missing = result.after().missing();
    long before = result.before().missing();
    long foreign = result.after().foreignSince(result.before());
    if (foreign > 0) {
      LOG.warn(
          "{} {}: {} events on {} do not come from the producer that sends its beacons. They no longer hide a loss; find out who else writes to the topic.",
          LogCode.TAIL_FOREIGN,
          context.name(),
          foreign,
          partition);
    }
    if (missing == 0) {
      if (before > 0) {
        LOG.info(
            "{} {}: the {} events that were missing on {} have arrived",
            LogCode.TAIL_HEALED,
            context.name(),
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
          context.name(),
          missing,
          partition,
          matchedAt);
    }
    Instant since = matchedAt == null ? Instant.EPOCH : matchedAt;
    return producer.send(
        new TailRequest(tenant, stream, partition.partition(), since, context.group())
            .encode(context.bus().topics()));
  }
}
