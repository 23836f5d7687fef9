/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.republish;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.folio.eventbus.outbox.JournalTable.PlacedEvent;

/** The positions of events on Kafka: the first and the last offset of each partition. */
final class SentPlaces {

  private final Map<String, Map<Integer, Range>> topics = new TreeMap<>();

  private SentPlaces() {}

  /** The positions at which events were first sent. */
  static JsonArray ofJournal(List<PlacedEvent> events) {
    SentPlaces places = new SentPlaces();
    events.forEach(event -> places.add(event.topic(), event.partition(), event.offset()));
    return places.json();
  }

  /** The positions that brokers gave to records. */
  static JsonArray ofRecords(List<RecordMetadata> records) {
    SentPlaces places = new SentPlaces();
    records.forEach(one -> places.add(one.topic(), one.partition(), one.offset()));
    return places.json();
  }

  private record Range(long first, long last, long records) {

    static Range of(long offset) {
      return new Range(offset, offset, 1);
    }

    Range and(Range other) {
      return new Range(
          Math.min(first, other.first), Math.max(last, other.last), records + other.records);
    }
  }

  private void add(String topic, int partition, long offset) {
    topics
        .computeIfAbsent(topic, none -> new TreeMap<>())
        .merge(partition, Range.of(offset), Range::and);
  }

  private JsonArray json() {
    JsonArray json = new JsonArray();
    topics.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (partition, range) ->
                    json.add(
                        new JsonObject()
                            .put("topic", topic)
                            .put("partition", partition)
                            .put("firstOffset", range.first())
                            .put("lastOffset", range.last())
                            .put("records", range.records()))));
    return json;
  }
}
