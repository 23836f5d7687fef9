/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * One part of all summaries, and the system of record that it is compared with.
 *
 * @param <R> a record of storage
 * @param <S> what a summary says about it while it is open
 */
interface SummaryPart<R extends StoredRecord, S> {

  /** What this part is about. */
  RecordKind kind();

  /** The system of record. */
  RecordStorage<R> storage();

  /**
   * What summaries have open, by the ids of the records.
   *
   * @param upTo the last id that is looked at, or null for the end of the range
   */
  Future<Map<UUID, S>> between(
      SqlConnection connection, String schema, RecordRange range, @Nullable UUID upTo);

  /**
   * What summaries have open of some records.
   *
   * @param patron whose summary is told of a record that those of several patrons have
   */
  Future<Map<UUID, S>> ofRecords(
      SqlConnection connection, String schema, Set<UUID> ids, UUID patron);

  /** All differences of one record; null stands for one that is not known there. */
  List<Difference> compare(UUID id, @Nullable S summary, @Nullable R stored);

  /** Name of the subscription whose events keep this part. */
  String subscription();

  /** The key of the events about a record. */
  StreamKey key(UUID id, UUID userId);

  /** Whether an event with this payload is about the record. */
  boolean isAbout(JsonObject payload, UUID id);

  /**
   * Makes the summary of a patron say what storage says.
   *
   * @param stored null if storage does not have the record
   * @param sequence the highest sequence of the key that was applied; events behind it have the
   *     last word
   */
  Future<Void> repair(
      SqlConnection tx, String schema, UUID id, UUID userId, @Nullable R stored, long sequence);
}
