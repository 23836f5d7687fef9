/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

/**
 * A table that is searched for events.
 *
 * @param name its name
 * @param title its name in answers
 * @param time the column with the time for the search
 * @param stream the column with the stream
 * @param key the column with the key
 * @param id the column with the event's id
 * @param payload whether it keeps the payload
 * @param byTime whether a range of time is found without a scan of the table
 */
record SearchTable(
    String name,
    String title,
    String time,
    String stream,
    String key,
    String id,
    boolean payload,
    boolean byTime) {

  static final SearchTable OUTBOX =
      new SearchTable(
          "event_outbox", "outbox", "stored_at", "aggregatetype", "aggregateid", "id", true, false);

  static final SearchTable JOURNAL =
      new SearchTable(
          "event_journal",
          "journal",
          "relayed_at",
          "aggregatetype",
          "aggregateid",
          "id",
          true,
          true);

  static final SearchTable RECEIPT =
      new SearchTable(
          "event_receipt", "receipts", "recorded_at", "stream", "key", "event_id", false, true);

  /**
   * Parameters: 1 the key, 2 the text in the payload, 3 the stream, 4 the type, 5 and 6 the time, 7
   * the maximum number of rows, then the streams if a key is given, and the operation; only tables
   * with a payload have it and the operation.
   *
   * @param withKey whether a key is given, the first column of the index
   * @param withOperation whether an operation is given, which has an index of its own
   */
  String statement(String schema, boolean withKey, boolean withOperation) {
    return """
        SELECT %3$s AS id, %4$s AS stream, %5$s AS key, type, sequence, %6$s AS at
          FROM "%1$s".%2$s
         WHERE %7$s
           AND %8$s
           AND ($3::text IS NULL OR %4$s = $3)
           AND ($4::text IS NULL OR type = $4)
           AND ($5::timestamptz IS NULL OR %6$s >= $5)
           AND ($6::timestamptz IS NULL OR %6$s < $6)
           AND %9$s
         ORDER BY %6$s DESC
         LIMIT $7
        """
        .formatted(
            schema,
            name,
            id,
            stream,
            key,
            time,
            withKey ? keyed() : "$1::text IS NULL",
            payload ? "($2::text IS NULL OR position($2 IN payload) > 0)" : "$2::text IS NULL",
            withOperation ? "operation_id = $" + (withKey ? 9 : 8) : "true");
  }

  // The index of these tables begins with the stream.
  private String keyed() {
    return payload ? "%s = ANY ($8) AND %s = $1".formatted(stream, key) : key + " = $1";
  }
}
