/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.util.List;
import java.util.UUID;

/**
 * All that is known of the events of a scene.
 *
 * @param truth what the writer has committed
 * @param withdrawn what it has rolled back on purpose
 * @param ledger the reader's effects, in their order
 * @param outbox what the producer has not relayed
 * @param journal what it has noted as relayed
 * @param receipts what the reader has noted
 * @param parked what waits at the reader
 * @param gaps number of sequences that the reader has noted as missing
 * @param topic what lies on Kafka
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

  // What was parked may be released meanwhile: its effect must not be read before, and that it is
  // no longer parked after that.
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
