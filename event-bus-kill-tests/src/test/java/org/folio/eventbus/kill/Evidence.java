/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.util.List;
import java.util.UUID;

/**
 * All data about the events of a scene.
 *
 * @param truth the events that the writer has committed
 * @param withdrawn the events that it has rolled back on purpose
 * @param ledger the reader's effects, in their order
 * @param outbox the events that the producer has not relayed
 * @param journal the events that it has recorded as relayed
 * @param receipts the receipts of the reader
 * @param parked the events that wait at the reader
 * @param gaps number of sequences that the reader has recorded as missing
 * @param topic the records on Kafka
 */
record Evidence(
    List<Fact> truth,
    List<UUID> withdrawn,
    List<Fact> ledger,
    List<Fact> outbox,
    List<Journalled> journal,
    List<Received> receipts,
    List<Fact> parked,
    long gaps,
    List<TopicRecord> topic) {

  /** A row of the journal. */
  record Journalled(Fact event, String place) {}

  /** A receipt. */
  record Received(Fact event, String outcome) {}

  // A parked event may be released meanwhile. Reads at different moments would then show neither
  // its effect nor its parked row.
  static Evidence gather(Tables tables, String bootstrapServers, String topic) {
    return tables.atOneMoment(snapshot -> gather(snapshot, bootstrapServers, topic));
  }

  private static Evidence gather(Tables.Snapshot tables, String bootstrapServers, String topic) {
    return new Evidence(
        tables.query("SELECT event_id, key, sequence FROM {writer}.truth", Fact::of),
        tables.query("SELECT event_id FROM {writer}.withdrawn", Fact::id),
        tables.query(
            "SELECT event_id, key, sequence FROM {reader}.ledger ORDER BY ordinal", Fact::of),
        tables.query("SELECT id, aggregateid, sequence FROM {writer}.event_outbox", Fact::of),
        tables.query(
            "SELECT id, aggregateid, sequence, partition, kafka_offset, topic FROM {writer}.event_journal",
            row ->
                new Journalled(
                    Fact.of(row),
                    row.getString(6).equals(topic)
                        ? row.getInt(4) + "-" + row.getLong(5)
                        : row.getString(6))),
        tables.query(
            "SELECT event_id, key, sequence, outcome FROM {reader}.event_receipt ORDER BY recorded_at",
            row -> new Received(Fact.of(row), row.getString(4))),
        tables.query("SELECT event_id, key, sequence FROM {reader}.event_parked", Fact::of),
        tables.count("{reader}.event_gap"),
        TopicRecord.readAll(bootstrapServers, topic));
  }
}
