/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordStorage;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.Keys;
import org.jspecify.annotations.Nullable;

/**
 * One part of all summaries, and the system of record that it is compared with.
 *
 * @param <R> a record of storage
 * @param <S> a summary's version of an open record
 */
public abstract class SummaryPart<R extends StoredRecord, S extends SummaryRecord> {

  private final RecordKind kind;
  private final RecordStorage<R> storage;
  private final String subscription;
  private final Keys keys;

  /** A part with the events of that subscription. */
  SummaryPart(RecordKind kind, RecordStorage<R> storage, String subscription, Keys keys) {
    this.kind = kind;
    this.storage = storage;
    this.subscription = subscription;
    this.keys = keys;
  }

  /** The progress of the events. */
  public final Keys keys() {
    return keys;
  }

  /** The kind of records of this part. */
  public final RecordKind kind() {
    return kind;
  }

  /** The system of record. */
  public final RecordStorage<R> storage() {
    return storage;
  }

  /**
   * The summaries' open records by id.
   *
   * @param patron if the summaries of two patrons have a record, the result contains this patron's;
   *     null for either of them
   */
  abstract Future<Map<UUID, S>> read(
      SqlConnection connection, String schema, RecordIds ids, @Nullable UUID patron);

  /** Maps records to their ids, with the choice of {@link #read}. */
  static <S extends SummaryRecord> Map<UUID, S> byId(Stream<S> records, @Nullable UUID patron) {
    return records.collect(
        Collectors.toMap(
            S::id, Function.identity(), (one, other) -> one.userId().equals(patron) ? one : other));
  }

  /**
   * All differences of one record (contract: circulation, section 8).
   *
   * @param summary null if the record is open in no summary
   * @param stored null if storage does not have it
   */
  public final List<SummaryDifference> compare(@Nullable S summary, @Nullable R stored) {
    UUID owner = stored == null || !stored.open() ? null : stored.userId();
    List<SummaryDifference> differences = new ArrayList<>();
    if (summary != null && !summary.userId().equals(owner)) {
      differences.add(SummaryDifference.ghost(kind.ghost(), summary, stored));
    }
    if (stored != null && owner != null) {
      if (summary == null || !summary.userId().equals(owner)) {
        differences.add(SummaryDifference.missing(kind.missing(), owner, stored));
      } else {
        differences.addAll(details(summary, stored));
      }
    }
    return differences;
  }

  /** The differences of a record that the right summary has open. */
  abstract List<SummaryDifference> details(S summary, R stored);

  /** Name of the subscription that maintains this part. */
  final String subscription() {
    return subscription;
  }

  /** The key of the events about a record. */
  public abstract StreamKey key(UUID id, UUID userId);

  /** Whether an event with this payload is about the record. */
  public final boolean isAbout(JsonObject payload, UUID id) {
    return id.toString().equalsIgnoreCase(String.valueOf(payload.getValue(kind.member())));
  }

  /**
   * Sets a patron's summary to storage's values.
   *
   * @param stored null if storage does not have the record
   * @param sequence the highest applied sequence of the key; later events win
   */
  abstract Future<Void> repair(
      SqlConnection tx, String schema, UUID id, UUID userId, @Nullable R stored, long sequence);
}
