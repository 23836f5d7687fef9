/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.context.BusContext;
import org.folio.eventbus.metrics.RelayMeter;
import org.folio.eventbus.outbox.JournalTable;
import org.folio.eventbus.topic.EventCodec;
import org.folio.eventbus.topic.EventTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events from the journal again, or replies that the journal no longer has them. */
public final class Republisher {

  private static final Logger LOG = LoggerFactory.getLogger(Republisher.class);

  // The maximum number of events per request, so that no request occupies the producer for long. A
  // subscription that misses more asks again.
  private static final int MOST_EVENTS = 1_000;

  private static final String FORGOTTEN =
      "The producer's journal does not have them: they are older than EVENT_JOURNAL_DAYS, or its data were purged";

  private static final String NOT_AMONG_THOSE_KEPT =
      "The producer's journal does not have them, but has the event before them, so they are not older than EVENT_JOURNAL_DAYS: their numbers were never used, or their rows were removed";

  private final Pool pool;
  private final ModuleSchema module;
  private final EventTopics topics;
  private final EventCodec codec;
  private final EventCatalog catalog;
  private final String source;
  private final Set<String> streams;
  private final ControlProducer producer;
  private final RelayMeter meter;

  /**
   * Answers requests for some streams.
   *
   * @param source the publishing module's id, as consumers see it
   */
  public Republisher(
      BusContext bus,
      String source,
      Set<String> streams,
      ControlProducer producer,
      RelayMeter meter) {
    this.pool = bus.database().pool();
    this.module = bus.module();
    this.topics = bus.topics();
    this.codec = new EventCodec(topics);
    this.catalog = bus.catalog();
    this.source = source;
    this.streams = Set.copyOf(streams);
    this.producer = producer;
    this.meter = meter;
  }

  /** Answers a request; does nothing for a stream that another module publishes. */
  Future<Void> answer(RepublishRequest request) {
    if (!streams.contains(request.key().stream())) {
      return Future.succeededFuture();
    }
    String schema = module.of(request.tenant());
    return JournalTable.events(
            pool, schema, request.tenant(), request.key(), request.range(), MOST_EVENTS)
        .compose(
            events -> {
              SequenceRange range = answered(request.range(), events);
              return send(events)
                  .onSuccess(sent -> count(request.tenant(), request.key().stream(), events))
                  .compose(sent -> JournalTable.waiting(pool, schema, request.key(), range))
                  .compose(waiting -> deny(request, range, events, waiting));
            });
  }

  // Beyond the last event of a full answer, nothing is known yet.
  private static SequenceRange answered(SequenceRange asked, List<Event> events) {
    return events.size() < MOST_EVENTS
        ? asked
        : new SequenceRange(asked.first(), events.get(events.size() - 1).sequence());
  }

  private void count(TenantId tenant, String stream, List<Event> events) {
    if (!events.isEmpty()) {
      meter.republished(tenant, stream, events.size());
    }
  }

  /** Answers a request of a subscription that does not know which events are missing. */
  Future<Void> answer(TailRequest request) {
    if (!streams.contains(request.stream())) {
      return Future.succeededFuture();
    }
    TopicPartition partition =
        new TopicPartition(topics.topic(request.tenant(), request.stream()), request.partition());
    return JournalTable.sentSince(
            pool,
            module.of(request.tenant()),
            request.tenant(),
            partition,
            request.since(),
            MOST_EVENTS)
        .compose(
            events ->
                send(events)
                    .onSuccess(sent -> count(request.tenant(), request.stream(), events))
                    .onSuccess(
                        sent ->
                            LOG.info(
                                "{} {} events that were sent to {} since {} are sent again, because {} misses some",
                                LogCode.EVENTS_REPUBLISHED,
                                events.size(),
                                partition,
                                request.since(),
                                request.subscription())))
        .mapEmpty();
  }

  /**
   * Sends events again; succeeds when all are acknowledged.
   *
   * @return their new positions; an event may lie on several topics
   */
  public Future<List<RecordMetadata>> send(List<Event> events) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Event event : events) {
      for (ProducerRecord<byte[], byte[]> kafkaRecord :
          codec.encodeAll(event, source, catalog.schemaIdentifier(event.stream(), event.type()))) {
        sent.add(producer.place(kafkaRecord));
      }
    }
    return Future.join(sent).map(done -> sent.stream().map(Future::result).toList());
  }

  private Future<Void> deny(
      RepublishRequest request, SequenceRange range, List<Event> events, Set<Long> waiting) {
    TreeSet<Long> found = new TreeSet<>(waiting);
    events.forEach(event -> found.add(event.sequence()));
    List<SequenceRange> absent = absent(range, found);
    LOG.info(
        "{} Sending again {} of the {} sequences that {} misses on {} of tenant {}{}",
        LogCode.EVENTS_REPUBLISHED,
        events.size(),
        range.last() - range.first() + 1,
        request.subscription(),
        request.key().stream(),
        request.tenant(),
        absent.isEmpty() ? "" : "; the journal does not have the others");
    return deny(request.tenant(), request, absent);
  }

  private Future<Void> deny(TenantId tenant, RepublishRequest request, List<SequenceRange> absent) {
    List<Future<Void>> sent = new ArrayList<>();
    for (SequenceRange range : absent) {
      sent.add(
          keepsTheOneBefore(request, range)
              .compose(
                  kept -> deny(tenant, request, range, kept ? NOT_AMONG_THOSE_KEPT : FORGOTTEN)));
    }
    return Future.join(sent).mapEmpty();
  }

  private Future<Void> deny(
      TenantId tenant, RepublishRequest request, SequenceRange range, String reason) {
    Unavailable answer = new Unavailable(request.key(), range, reason);
    List<Future<Void>> sent = new ArrayList<>();
    for (String topic : topics.reachingAll(tenant, request.key().stream())) {
      sent.add(producer.send(answer.encode(topic, tenant)));
    }
    return Future.join(sent).mapEmpty();
  }

  // Days are deleted as a whole, the oldest first: events after a kept event are no older.
  private Future<Boolean> keepsTheOneBefore(RepublishRequest request, SequenceRange absent) {
    if (absent.first() == 1) {
      return Future.succeededFuture(false);
    }
    SequenceRange before = new SequenceRange(absent.first() - 1, absent.first() - 1);
    return JournalTable.events(
            pool, module.of(request.tenant()), request.tenant(), request.key(), before, 1)
        .map(kept -> !kept.isEmpty());
  }

  static List<SequenceRange> absent(SequenceRange range, TreeSet<Long> found) {
    List<SequenceRange> absent = new ArrayList<>();
    long next = range.first();
    for (long sequence : found) {
      if (sequence > next) {
        absent.add(new SequenceRange(next, sequence - 1));
      }
      next = sequence + 1;
    }
    if (next <= range.last()) {
      absent.add(new SequenceRange(next, range.last()));
    }
    return absent;
  }
}
